package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Shutdown;
import io.photons.async.TaskHolder;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.locks.LockSupport;

/** A program that stops gracefully, or as badly as it is told to. */
final class StopProgram {

    private StopProgram() {}

    public static void main(String[] args) throws Exception {
        String how = System.getProperty("how");
        Runtime.getRuntime().addShutdownHook(new Thread(() -> System.out.println("other hook")));
        Promise<Void> never = Async.promise("never");
        CountDownLatch running = new CountDownLatch(2);
        try (Shutdown shutdown = Shutdown.onSignals()
                        .drain(Duration.ofMillis(Long.getLong("drain")))
                        .grace(Duration.ofMillis(Long.getLong("grace")))
                        .beforeHalt(() -> System.out.println("last act"))
                        .open();
                TaskHolder tasks = TaskHolder.open(shutdown.finalFuture())) {
            shutdown.intake().onDone(ended -> System.out.println("intake " + ended.outcome()));
            shutdown.finalFuture().onDone(ended -> System.out.println("final"));
            if (how.equals("exitsHanging")) {
                shutdown.intake().onDone(ended -> TaskReportTest.stubborn(never));
            }
            tasks.add("worker", () -> {
                running.countDown();
                switch (how) {
                    case "stubborn" -> TaskReportTest.stubborn(never);
                    case "busy" -> spin();
                    case "slow" -> never.get();
                    default -> {
                        Async.waitForAll(shutdown.intake());
                        System.out.println("drained");
                    }
                }
            });
            if (how.equals("busy")) {
                for (int i = 1; i < Runtime.getRuntime().availableProcessors(); i++) {
                    tasks.add("worker-" + i, StopProgram::spin);
                }
            }
            running.countDown();
            running.await();
            System.out.println("running");
            switch (how) {
                case "exits", "exitsHanging" -> System.exit(7);
                case "exitsInTask" -> tasks.add("exiting", () -> System.exit(7));
                case "exitsWhenAsked" -> {
                    Async.waitForAll(shutdown.intake());
                    System.exit(9);
                }
                default -> Async.waitForAll(shutdown.intake());
            }
        }
        System.out.println("closed");
        if (how.equals("exitsAfter")) {
            System.exit(0);
        }
        if (how.equals("lingers")) {
            LockSupport.park();
        }
    }

    @SuppressWarnings("InfiniteLoop")
    private static void spin() {
        while (true) {
            Thread.onSpinWait();
        }
    }
}
