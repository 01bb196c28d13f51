package io.photons.async;

import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * The way in: promises, background tasks, time-outs, waits and the callbacks that most programs need.
 *
 * <p><b>Threads.</b> All methods may be called from any thread, virtual or platform.
 *
 * <p><b>Interruption.</b> Every wait throws {@link InterruptedException} when its thread is interrupted, and leaves the
 * futures that it waited for as they were.
 *
 * <p><b>Errors.</b> A bad argument is refused before anything has started, with its name in the message.
 *
 * <p><b>Source.</b> T1, T10–T15, W1–W6, R1–R3, E3, E4.
 *
 * {@snippet :
 * Task<Integer> answer = Async.background(() -> 42);
 * String page = Async.withTimeout(Duration.ofSeconds(2), () -> fetch("/index"));
 * Async.waitForAll(answer);
 * }
 */
public final class Async {

    private static final Duration DEFAULT_LIMIT = Duration.ofSeconds(10);

    /** What a sleeping thread waits for, in trees. */
    private static final Need SLEEP = new Need("sleep", null);

    private Async() {}

    // ---- making

    /**
     * Makes a promise without a name.
     *
     * @param <T> the type of the value
     * @return a pending promise
     */
    public static <T extends @Nullable Object> Promise<T> promise() {
        return new Promise<>(null);
    }

    /**
     * Makes a promise.
     *
     * @param <T> the type of the value
     * @param name its name, for diagnosis
     * @return a pending promise
     */
    public static <T extends @Nullable Object> Promise<T> promise(String name) {
        return new Promise<>(Objects.requireNonNull(name, "name"));
    }

    /**
     * Starts a task on a virtual thread of its own. Nothing waits for it; its error is logged.
     *
     * @param <T> the type of its value
     * @param body what it does
     * @return the task, running
     */
    public static <T extends @Nullable Object> Task<T> background(Callable<T> body) {
        return new Task.Options(null).start(body);
    }

    /**
     * Starts a task that has no value.
     *
     * @param body what it does
     * @return the task, running
     */
    public static Task<Void> background(Action<? extends Exception> body) {
        return new Task.Options(null).start(body);
    }

    /**
     * Begins to set up a background task.
     *
     * @param name the task's name, which its thread bears
     * @return options to set, and then to start
     */
    public static Task.Options task(String name) {
        return new Task.Options(Objects.requireNonNull(name, "name"));
    }

    /**
     * Opens a ticker.
     *
     * @param every the time between ticks
     * @return a ticker, open
     */
    public static Ticker tick(Duration every) {
        return Ticker.every(every).open();
    }

    // ---- time

    /**
     * Lets the calling thread sleep.
     *
     * @param duration how long; zero or less returns at once
     * @throws InterruptedException if the thread is interrupted
     */
    public static void sleep(Duration duration) throws InterruptedException {
        long nanos = Limits.nanos(duration, "duration");
        if (Thread.interrupted()) {
            throw new InterruptedException();
        }
        long deadline = Parking.deadlineAfter(AsyncRuntime.current(), nanos);
        while (Parking.park(SLEEP, deadline)) {
            // Woken for no reason, or not late enough.
        }
    }

    /**
     * Calls a body as a task that has ten seconds.
     *
     * @param <T> the type of its value
     * @param <X> what it throws
     * @param body the body
     * @return its value
     * @throws X if the body throws it
     * @throws TimeoutException if the time runs out, as {@link TaskTimeoutException}
     * @throws InterruptedException if the caller is interrupted
     */
    public static <T extends @Nullable Object, X extends Exception> T withTimeout(Body<T, X> body)
            throws X, TimeoutException, InterruptedException {
        return withTimeout(DEFAULT_LIMIT, body);
    }

    /**
     * Calls a body that has no value as a task that has ten seconds.
     *
     * @param <X> what it throws
     * @param body the body
     * @throws X if the body throws it
     * @throws TimeoutException if the time runs out, as {@link TaskTimeoutException}
     * @throws InterruptedException if the caller is interrupted
     */
    public static <X extends Exception> void withTimeout(Action<X> body)
            throws X, TimeoutException, InterruptedException {
        withTimeout(DEFAULT_LIMIT, body);
    }

    /**
     * Calls a body as a task with a limit.
     *
     * @param <T> the type of its value
     * @param <X> what it throws
     * @param limit zero or less times out without running the body; 2<sup>62</sup> ns and more is no limit
     * @param body the body
     * @return its value
     * @throws X if the body throws it
     * @throws TimeoutException if the time runs out, as {@link TaskTimeoutException}
     * @throws InterruptedException if the caller is interrupted
     */
    public static <T extends @Nullable Object, X extends Exception> T withTimeout(Duration limit, Body<T, X> body)
            throws X, TimeoutException, InterruptedException {
        return Timeout.callPlain(limit, Objects.requireNonNull(body, "body"));
    }

    /**
     * Calls a body that has no value as a task with a limit.
     *
     * @param <X> what it throws
     * @param limit zero or less times out without running the body; 2<sup>62</sup> ns and more is no limit
     * @param body the body
     * @throws X if the body throws it
     * @throws TimeoutException if the time runs out, as {@link TaskTimeoutException}
     * @throws InterruptedException if the caller is interrupted
     */
    public static <X extends Exception> void withTimeout(Duration limit, Action<X> body)
            throws X, TimeoutException, InterruptedException {
        Timeout.callPlain(limit, Job.callable(body));
    }

    /**
     * Begins to set up a call with a limit.
     *
     * @param limit zero or less times out without running the body; 2<sup>62</sup> ns and more is no limit
     * @return a time-out to set, and then to call
     */
    public static Timeout<TimeoutException> timeout(Duration limit) {
        return Timeout.of(limit);
    }

    // ---- waiting

    /**
     * Waits until all have ended, however each ended.
     *
     * @param futures the futures; none returns at once
     * @throws InterruptedException if the thread is interrupted
     */
    public static void waitForAll(Deferred<?>... futures) throws InterruptedException {
        Waits.all(copy(futures), AsyncRuntime.NO_DEADLINE);
    }

    /**
     * Waits until all have ended, however each ended.
     *
     * @param futures the futures; none returns at once
     * @throws InterruptedException if the thread is interrupted
     */
    public static void waitForAll(Collection<? extends Deferred<?>> futures) throws InterruptedException {
        Waits.all(copy(futures), AsyncRuntime.NO_DEADLINE);
    }

    /**
     * Waits until all have ended, or a limit is over.
     *
     * @param limit the longest wait
     * @param futures the futures
     * @return true if all have ended
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean waitForAll(Duration limit, Deferred<?>... futures) throws InterruptedException {
        return Waits.all(copy(futures), deadline(limit));
    }

    /**
     * Waits until all have ended, or a limit is over.
     *
     * @param limit the longest wait
     * @param futures the futures
     * @return true if all have ended
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean waitForAll(Duration limit, Collection<? extends Deferred<?>> futures)
            throws InterruptedException {
        return Waits.all(copy(futures), deadline(limit));
    }

    /**
     * Waits until one has ended, however it ended.
     *
     * @param futures the futures
     * @return the one that ended, of several the first in the order given; null if none was given
     * @throws InterruptedException if the thread is interrupted
     */
    public static @Nullable Deferred<?> waitForFirst(Deferred<?>... futures) throws InterruptedException {
        return Waits.first(copy(futures), AsyncRuntime.NO_DEADLINE);
    }

    /**
     * Waits until one has ended, however it ended.
     *
     * @param futures the futures
     * @return the one that ended, of several the first in the order given; null if none was given
     * @throws InterruptedException if the thread is interrupted
     */
    public static @Nullable Deferred<?> waitForFirst(Collection<? extends Deferred<?>> futures)
            throws InterruptedException {
        return Waits.first(copy(futures), AsyncRuntime.NO_DEADLINE);
    }

    /**
     * Waits until one has ended, or a limit is over.
     *
     * @param limit the longest wait
     * @param futures the futures
     * @return the one that ended, or null
     * @throws InterruptedException if the thread is interrupted
     */
    public static @Nullable Deferred<?> waitForFirst(Duration limit, Deferred<?>... futures)
            throws InterruptedException {
        return Waits.first(copy(futures), deadline(limit));
    }

    /**
     * Waits until one has ended, or a limit is over.
     *
     * @param limit the longest wait
     * @param futures the futures
     * @return the one that ended, or null
     * @throws InterruptedException if the thread is interrupted
     */
    public static @Nullable Deferred<?> waitForFirst(Duration limit, Collection<? extends Deferred<?>> futures)
            throws InterruptedException {
        return Waits.first(copy(futures), deadline(limit));
    }

    /**
     * Cancels those that are pending and waits until all have ended; a task has when its body's {@code finally} blocks
     * have run.
     *
     * @param futures the futures
     * @throws InterruptedException if the thread is interrupted
     */
    public static void cancelAndWait(Deferred<?>... futures) throws InterruptedException {
        Waits.cancelled(copy(futures), AsyncRuntime.NO_DEADLINE);
    }

    /**
     * Cancels those that are pending and waits until all have ended.
     *
     * @param futures the futures
     * @throws InterruptedException if the thread is interrupted
     */
    public static void cancelAndWait(Collection<? extends Deferred<?>> futures) throws InterruptedException {
        Waits.cancelled(copy(futures), AsyncRuntime.NO_DEADLINE);
    }

    /**
     * Cancels those that are pending and waits until all have ended, or a limit is over.
     *
     * @param limit the longest wait
     * @param futures the futures
     * @return true if all have ended
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean cancelAndWait(Duration limit, Deferred<?>... futures) throws InterruptedException {
        return Waits.cancelled(copy(futures), deadline(limit));
    }

    /**
     * Cancels those that are pending and waits until all have ended, or a limit is over.
     *
     * @param limit the longest wait
     * @param futures the futures
     * @return true if all have ended
     * @throws InterruptedException if the thread is interrupted
     */
    public static boolean cancelAndWait(Duration limit, Collection<? extends Deferred<?>> futures)
            throws InterruptedException {
        return Waits.cancelled(copy(futures), deadline(limit));
    }

    private static List<Deferred<?>> copy(Deferred<?>[] futures) {
        return Waits.copy(Arrays.asList(Objects.requireNonNull(futures, "futures")));
    }

    private static List<Deferred<?>> copy(Collection<? extends Deferred<?>> futures) {
        return Waits.copy(futures);
    }

    private static long deadline(Duration limit) {
        return Parking.deadlineAfter(AsyncRuntime.current(), Limits.nanos(limit, "limit"));
    }

    // ---- callbacks

    /**
     * Returns a callback that logs an error, with its stack trace, and tells whether there was a value.
     *
     * @return the one reporter
     */
    public static Reporter reporter() {
        return Reporter.LOGGING;
    }

    /**
     * Returns a callback that tells whether there was a value, and logs nothing.
     *
     * @return the one silent reporter
     */
    public static Reporter silentReporter() {
        return Reporter.SILENT;
    }

    /**
     * Returns a callback that passes a future's end on.
     *
     * @param <T> the type of the value
     * @param target what is ended as the future was
     * @return the callback
     */
    public static <T extends @Nullable Object> Transfer<T> transferResult(Promise<T> target) {
        return new Transfer<>(Objects.requireNonNull(target, "target"), false, null);
    }
}
