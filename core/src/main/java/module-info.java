/**
 * Futures, tasks, tickers, task holders and result streams on virtual threads.
 *
 * <p><b>The guide</b>, at the top of each page here and in {@code docs/guide} of the sources, is where to begin: start here; tasks
 * and time-outs; scopes; streams; tickers; cancellation; testing on virtual time; seeing what runs; context and shutdown; coming
 * from other libraries. Its programs are compiled and run by the build.
 *
 * <p><b>By name.</b> {@link io.photons.async.Async} starts tasks, limits calls and waits. {@link io.photons.async.Deferred} is
 * everything that can end, {@link io.photons.async.Promise} what is ended by hand, {@link io.photons.async.Task} what runs. {@link
 * io.photons.async.TaskHolder} and {@link io.photons.async.ResultStreamer} are scopes: nothing outlives them. {@link
 * io.photons.async.Ticker} ticks, {@link io.photons.async.Shutdown} stops a program, {@link io.photons.async.TaskTree} shows what
 * runs. Numbers such as T10 after <i>Source</i> name the rule of behaviour that a test holds.
 */
module io.photons.async {
    requires static java.management;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.photons.async;

    uses io.photons.async.ContextCarrier;
}
