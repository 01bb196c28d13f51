package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.Ticker;
import io.photons.async.testkit.LeakCheck;
import io.photons.async.testkit.Leaks;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import org.junit.jupiter.api.DisplayName;

class NothingOutlivesTest {

    private static final Duration HOUR = Duration.ofHours(1);
    private static final Duration SECOND = Duration.ofSeconds(1);

    @VirtualTimeTest(seeds = 100)
    @DisplayName("E1 no task, timer or callback outlives the scope or the call that it was given to")
    void noTaskTimerOrCallbackOutlivesItsScope(VirtualTime time) throws Exception {
        Promise<Void> stop = Async.promise("stop");
        Promise<Integer> lasting = Async.promise("lasting");
        try (Leaks leaks = LeakCheck.open().watch(stop, lasting)) {
            assertThatThrownBy(() -> TaskHolder.options().maxConcurrent(2).run(stop, holder -> {
                        for (int i = 0; i < 3; i++) {
                            holder.add(() -> Async.withTimeout(HOUR, () -> lasting.get()));
                            holder.add(() -> Async.waitForFirst(HOUR, stop, lasting));
                        }
                        time.checkpoint();
                        throw new IOException("left");
                    }))
                    .isInstanceOf(IOException.class);
            assertThatThrownBy(() -> Async.withTimeout(SECOND, () -> Async.waitForAll(HOUR, lasting)))
                    .isInstanceOf(Exception.class);
            try (TaskHolder outer = TaskHolder.open(stop)) {
                outer.add(() -> TaskHolder.run(stop, inner -> inner.add(() -> Async.sleep(HOUR))));
                Async.sleep(SECOND);
                outer.cancel();
            }
        }
    }

    @VirtualTimeTest
    @DisplayName("E0 cancel goes from parent to child only, and may be repeated")
    void cancelGoesFromParentToChildOnly() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        try (TaskHolder holder = TaskHolder.open(stop)) {
            Task<Void> sibling = holder.add(() -> Async.sleep(SECOND));
            Task<Void> task = holder.add(() -> Async.sleep(HOUR));
            assertThat(task.cancel()).isTrue();
            assertThat(task.cancel()).isFalse();
            Async.waitForAll(task);
            assertThat(task.cancel()).isFalse();
            assertThat(task.cancel("late")).isFalse();
            assertThat(sibling.get()).isNull();
            assertThat(holder.finalFuture().isDone()).isFalse();
        }
        assertThat(stop.isDone()).isFalse();
    }

    @VirtualTimeTest
    @DisplayName("E0 what a body throws in answer to its cancellation is reported, a plain interruption is not")
    void whatABodyThrowsInAnswerToItsCancellationIsReported() throws Exception {
        try (Log log = Log.open()) {
            Task<Void> loud = Async.task("answers-loudly").start(() -> {
                try {
                    Async.sleep(HOUR);
                } catch (InterruptedException e) {
                    throw new IOException("answer");
                }
            });
            Task<Void> plain = Async.task("answers-plainly").start(() -> Async.sleep(HOUR));
            Async.sleep(SECOND);
            Async.cancelAndWait(loud, plain);
            assertThat(log.errors("answers-loudly")).hasSize(1);
            assertThat(log.about("answers-plainly")).isEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("E2 an error catcher gets each error once, and one that throws is reported and stops nobody")
    void anErrorCatcherGetsEachErrorOnce() {
        try (Log log = Log.open()) {
            List<String> caught = new ArrayList<>();
            try (TaskHolder holder = TaskHolder.options()
                    .maxConcurrent(1)
                    .errorCatcher(error -> {
                        caught.add(error.getMessage());
                        throw new IllegalStateException("catcher broke on " + error.getMessage());
                    })
                    .open()) {
                for (String name : List.of("caught-one", "caught-two")) {
                    holder.add(name, () -> {
                        throw new IOException(name);
                    });
                }
                holder.addTask(Async.<Integer>promise("caught-three")).fail(new IOException("caught-three"));
                holder.add(() -> {
                    throw new CancellationException("not an error");
                });
            }
            assertThat(caught).containsExactlyInAnyOrder("caught-one", "caught-two", "caught-three");
            assertThat(log.errors("catcher broke on")).hasSize(3);
        }
    }

    @VirtualTimeTest
    @DisplayName("E4 a close can be interrupted, an iterator throws a cancellation and leaves the flag set")
    void anIteratorThrowsACancellationAndLeavesTheFlagSet(VirtualTime time) throws Exception {
        List<String> seen = new ArrayList<>();
        Task<Void> iterating = Async.background(() -> {
            try (Ticker ticker = Ticker.every(HOUR).open()) {
                Throwable thrown = catchThrowable(() -> ticker.forEach(tick -> seen.add("tick")));
                seen.add(thrown.getClass().getSimpleName() + " " + Thread.interrupted());
            }
        });
        Async.sleep(SECOND);
        iterating.cancel();
        Async.waitForAll(iterating);
        assertThat(seen).containsExactly("tick", "CancellationException true");
        assertThat(time.elapsed()).isEqualTo(SECOND);
    }

    @VirtualTimeTest
    @DisplayName("E4 a sleep can be interrupted, before it and in it, and clears the flag")
    void aSleepCanBeInterrupted() {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> Async.sleep(Duration.ZERO)).isInstanceOf(InterruptedException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
}
