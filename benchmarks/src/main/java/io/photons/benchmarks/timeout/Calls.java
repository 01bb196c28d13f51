package io.photons.benchmarks.timeout;

import io.photons.benchmarks.Bodies;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Many calls with a limit, one after the other, from one thread or from two at once.
 *
 * @param load how many
 * @param limited the way to call
 * @param cleared what is to be closed in the end
 */
public record Calls(Load load, Limited limited, List<AutoCloseable> cleared) implements Trial {

    /**
     * Many calls, with nothing to close.
     *
     * @param load how many
     * @param limited the way to call
     */
    public Calls(Load load, Limited limited) {
        this(load, limited, List.of());
    }

    @Override
    public void run() throws Exception {
        int threads = Timeouts.threads(load);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        Thread[] others = new Thread[threads - 1];
        for (int i = 0; i < others.length; i++) {
            others[i] = Thread.startVirtualThread(() -> {
                try {
                    calls(threads);
                } catch (Exception e) {
                    failure.set(e);
                }
            });
        }
        calls(threads);
        for (Thread other : others) {
            other.join();
        }
        if (failure.get() != null) {
            throw new IllegalStateException(failure.get());
        }
    }

    private void calls(int threads) throws Exception {
        Callable<Object> body = Bodies.of(load);
        for (int i = 0; i < load.operations() / threads; i++) {
            limited.call(body);
        }
    }

    @Override
    public void clear() throws Exception {
        for (AutoCloseable one : cleared) {
            one.close();
        }
    }
}
