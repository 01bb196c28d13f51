/** Futures, tasks, tickers, task holders and result streams on virtual threads. */
module io.photons.async {
    requires static java.management;
    requires static jdk.jfr;
    requires static org.jspecify;

    exports io.photons.async;

    uses io.photons.async.ContextCarrier;
}
