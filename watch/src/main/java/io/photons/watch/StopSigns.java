package io.photons.watch;

import io.photons.async.Deferred;
import java.util.OptionalInt;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jline.utils.Signals;

/**
 * What Ctrl-C and a request to terminate do: the first one asks the program to stop, the second one ends it at once, and so
 * does a program that takes too long to stop.
 */
final class StopSigns implements AutoCloseable {

    private static final long PATIENCE_SECONDS = 20;

    private final Deferred<?> stop;
    private final Runnable lastAct;
    private final AtomicInteger code = new AtomicInteger();
    private final CountDownLatch over = new CountDownLatch(1);

    private StopSigns(Deferred<?> stop, Runnable lastAct) {
        this.stop = stop;
        this.lastAct = lastAct;
    }

    /**
     * Has the signals end a future.
     *
     * @param stop is cancelled by the first signal
     * @param lastAct what is done before the program ends in the middle of its work
     */
    static StopSigns watch(Deferred<?> stop, Runnable lastAct) {
        StopSigns signs = new StopSigns(stop, lastAct);
        Signals.register("INT", () -> signs.receive("Ctrl-C", 130));
        Signals.register("TERM", () -> signs.receive("SIGTERM", 143));
        return signs;
    }

    /** The exit code by which the signal is told, if there was one. */
    OptionalInt exitCode() {
        return code.get() == 0 ? OptionalInt.empty() : OptionalInt.of(code.get());
    }

    private void receive(String name, int exitCode) {
        if (!code.compareAndSet(0, exitCode)) {
            end(exitCode);
        }
        Thread.ofPlatform().name("stop-patience").daemon().start(this::endIfStuck);
        stop.cancel(name);
    }

    private void endIfStuck() {
        try {
            if (!over.await(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                end(code.get());
            }
        } catch (InterruptedException e) {
            end(code.get());
        }
    }

    private void end(int exitCode) {
        lastAct.run();
        Runtime.getRuntime().halt(exitCode);
    }

    /** Says that the program has come to its end. */
    @Override
    public void close() {
        over.countDown();
    }
}
