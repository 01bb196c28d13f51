package io.photons.async.tests;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskCounts;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTree;
import io.photons.async.Tasks;
import java.time.Duration;

/** Has a task that waits, says so, and waits for the end of its input; or shows itself. */
final class WatchedProgram {

    private WatchedProgram() {}

    public static void main(String[] args) throws Exception {
        Promise<Void> slot = Async.promise("slot");
        try (TaskHolder probes = TaskHolder.options().name("probes").open(Async.promise("stop"))) {
            probes.add("probe-7", () -> probe(slot));
            Task<Void> outer = probes.add("outer", () -> {
                Async.task("inner").start(() -> slot.get());
            });
            outer.get();
            while (!TaskTree.dump().contains("Task#probe-7  running")
                    || TaskCounts.now().waiting() < 2) {
                Async.sleep(Duration.ofMillis(1));
            }
            System.out.println("ready");
            switch (System.getProperty("how")) {
                case "wait" -> System.in.read();
                case "show" -> System.out.println(TaskTree.dump());
                default -> {
                    try {
                        Tasks.register();
                    } catch (IllegalStateException missing) {
                        System.out.println(missing.getMessage());
                    }
                    System.out.println("waiting: " + TaskCounts.now().waiting());
                }
            }
            slot.complete(null);
        }
        System.out.println("over");
    }

    private static void probe(Promise<Void> slot) throws Exception {
        slot.get();
    }
}
