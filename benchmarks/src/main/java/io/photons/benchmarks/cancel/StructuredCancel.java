package io.photons.benchmarks.cancel;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Crowd;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Structured;
import io.photons.benchmarks.Trial;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;

/** The JDK's structured task scope: one subtask succeeds, which cancels the others; join, close. */
final class StructuredCancel implements Contender {

    @Override
    public String name() {
        return "StructuredTaskScope, any successful";
    }

    @Override
    public Trial prepare(Load load) throws Exception {
        Crowd crowd = new Crowd(load.operations());
        Callable<Object> body = crowd.body();
        CountDownLatch enough = new CountDownLatch(1);
        Structured scope = Structured.openForAny();
        for (int i = 0; i < load.operations(); i++) {
            scope.fork(body);
        }
        scope.fork(() -> {
            enough.await();
            return Boolean.TRUE;
        });
        crowd.await();
        return () -> {
            enough.countDown();
            scope.join();
            scope.close();
        };
    }
}
