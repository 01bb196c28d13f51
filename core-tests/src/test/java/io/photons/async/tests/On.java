package io.photons.async.tests;

import io.photons.async.Async;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicReference;

/** The kinds of threads that call the library. */
enum On {
    PLATFORM_THREAD {
        @Override
        Thread start(Runnable body) {
            return Thread.ofPlatform().start(body);
        }
    },
    VIRTUAL_THREAD {
        @Override
        Thread start(Runnable body) {
            return Thread.ofVirtual().start(body);
        }
    },
    TASK {
        @Override
        Thread start(Runnable body) throws InterruptedException, ExecutionException {
            return Async.background(() -> {
                        AtomicReference<Thread> started = new AtomicReference<>();
                        Async.task("caller").silent().start(() -> {
                            started.set(Thread.currentThread());
                            body.run();
                        });
                        Real.await("the caller's start", () -> started.get() != null);
                        return started.get();
                    })
                    .get();
        }
    };

    abstract Thread start(Runnable body) throws InterruptedException, ExecutionException;

    /** Runs a body on such a thread, and throws what it throws. */
    final void run(Callable<Void> body) throws Exception {
        begin(body).get();
    }

    final FutureTask<Void> begin(Callable<Void> body) throws Exception {
        FutureTask<Void> future = new FutureTask<>(body);
        start(future);
        return future;
    }
}
