package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Outcome.Cancelled;
import io.photons.async.Outcome.Failure;
import io.photons.async.Outcome.Success;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** What the documentation shows, line by line; where it prints, this notes. */
@DisplayName("The programs of the documentation")
class ApiProgramsTest {

    private final List<Object> printed = new ArrayList<>();
    private final Promise<Void> stop = Async.promise("stop");

    @Test
    @DisplayName("F1 F3 F7 a promise, its callback, and its view")
    void aPromise() throws Exception {
        Promise<String> greeting = Async.promise("greeting");
        Consumer<Deferred<String>> print =
                future -> printed.add(future.outcome().toString());
        greeting.onDone(print);
        assertThat(greeting.hasCallback(print)).isTrue();
        greeting.complete("hello");
        assertThat(printed).containsExactly("Success[value=hello]");
        assertThat(greeting.get().equals("hello") && !greeting.complete("again"))
                .isTrue();

        CompletableFuture<String> view = greeting.toCompletableFuture();
        Deferred<String> back = Deferred.from(view);
        assertThat(back.get()).isEqualTo("hello");
    }

    @Test
    @DisplayName("F10 F12 a child")
    void aChild() {
        try (ChildFuture<Void> child = ChildFuture.of(stop, "child")) {
            stop.complete(null);
            assertThat(child.isCancelled()).isTrue();
        }
    }

    @Test
    @DisplayName("F20 a resettable future")
    void aResettableFuture() throws Exception {
        ResettableFuture<Integer> round = new ResettableFuture<>("round");
        round.complete(1);
        round.reset();
        round.complete(2);
        assertThat(round.get()).isEqualTo(2);
    }

    private static String fetch(String path) throws IOException, InterruptedException {
        Async.sleep(Duration.ofMillis(1500));
        if (path.equals("/lost")) {
            throw new IOException("lost");
        }
        return "page of " + path;
    }

    @VirtualTimeTest
    @DisplayName("T1 W1 W2 tasks, their outcomes, and waits for them")
    void tasks(VirtualTime time) throws Exception {
        Task<Integer> answer = Async.background(() -> 42);
        for (String path : List.of("/index", "/lost", "/never")) {
            Task<String> page = Async.task("page").silent().start(() -> fetch(path));
            if (path.equals("/never")) {
                page.cancel("not wanted");
            }
            Async.waitForAll(answer, page);
            switch (page.outcome()) {
                case Success(String body) -> printed.add(body);
                case Failure(Throwable error) -> printed.add(error.getMessage());
                case Cancelled(String reason) -> printed.add(reason);
            }
            Deferred<?> winner = Async.waitForFirst(answer, page);
            boolean allDone = Async.waitForAll(Duration.ofSeconds(1), answer, page);
            assertThat(winner).isSameAs(answer);
            assertThat(allDone).isTrue();
        }
        assertThat(printed).containsExactly("page of /index", "lost", "not wanted");
        assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
    }

    @VirtualTimeTest
    @DisplayName("T10 T11 W4 R3 time-outs, an end by hand, and a transfer")
    void timeOuts() throws Exception {
        String quick = Async.withTimeout(Duration.ofSeconds(2), () -> fetch("/slow"));
        String strict = Async.timeout(Duration.ofSeconds(2))
                .error(() -> new IOException("too slow"))
                .call(() -> fetch("/slow"));
        assertThat(quick).isEqualTo(strict).isEqualTo("page of /slow");
        try {
            Async.timeout(Duration.ofSeconds(1))
                    .error(() -> new IOException("too slow"))
                    .call(() -> fetch("/slow"));
        } catch (IOException tooSlow) {
            printed.add(tooSlow.getMessage());
        }
        assertThat(printed).containsExactly("too slow");

        Task<Void> forever = Async.background(() -> {
            Async.sleep(Duration.ofDays(1));
        });
        Async.cancelAndWait(forever);
        assertThat(forever.isCancelled()).isTrue();

        Promise<Integer> target = Async.promise("target");
        Async.background(() -> 42).onDone(Async.transferResult(target));
        assertThat(target.get()).isEqualTo(42);
    }

    @VirtualTimeTest
    @DisplayName("K1 K5 K7 a ticker whose schedule changes")
    void aTicker(VirtualTime time) {
        List<Long> at = new ArrayList<>();
        try (Ticker ticker = Ticker.every(Duration.ofSeconds(10))
                .maxIterations(7)
                .finalFuture(stop)
                .open()) {
            for (Tick tick : ticker) {
                at.add(time.elapsed().toSeconds());
                if (tick.iteration() == 3) {
                    ticker.changeAfter(Duration.ofSeconds(20));
                }
                if (tick.iteration() == 5) {
                    ticker.changeAfterOnce(Duration.ofSeconds(40));
                }
                printed.add(tick.untilNext().toSeconds());
            }
        }
        assertThat(at).containsExactly(0L, 10L, 20L, 40L, 60L, 100L, 120L);
        assertThat(printed).hasSize(7).startsWith(10L, 10L, 10L, 20L, 20L, 20L);
    }

    @VirtualTimeTest
    @DisplayName("K3 K5 K8 a ticker with a pauser")
    void aTickerWithAPauser(VirtualTime time) {
        Pauser pauser = new Pauser();
        int ticks = 0;
        try (Ticker ticker = Ticker.every(Duration.ofMillis(100))
                .followSchedule()
                .pauser(pauser)
                .maxTime(Duration.ofMinutes(1))
                .open()) {
            for (Tick tick : ticker) {
                assertThat(tick.iteration()).isEqualTo(++ticks);
                if (ticks == 10) {
                    pauser.pause();
                    assertThat(pauser.isPaused()).isTrue();
                    Async.background(() -> {
                        Async.sleep(Duration.ofMillis(950));
                        pauser.resume();
                    });
                }
            }
        }
        assertThat(ticks).isEqualTo(600 - 9 + 1);
        assertThat(time.elapsed()).isEqualTo(Duration.ofMinutes(1));
    }

    private static int work(int number) {
        return number;
    }

    @VirtualTimeTest
    @DisplayName("H1 H2 a holder, whose close waits for every task")
    void aHolder() throws Exception {
        Task<Integer> two;
        try (TaskHolder tasks = TaskHolder.open(stop)) {
            tasks.add(() -> work(1));
            two = tasks.add("two", () -> {
                tasks.add(() -> printed.add(work(3)));
                return 2;
            });
            assertThat(tasks.pending() > 0 && tasks.contains(two)).isTrue();
        }
        assertThat(two.get()).isEqualTo(2);
        assertThat(printed).containsExactly(3);

        int sum = TaskHolder.run(stop, tasks -> {
            Task<Integer> a = tasks.add(() -> 1);
            Task<Integer> b = tasks.add(() -> 2);
            return a.get() + b.get();
        });
        assertThat(sum).isEqualTo(3);
    }

    @VirtualTimeTest
    @DisplayName("H6 H8 H9 a holder with everything on, cancelled without ending the future it was given")
    void aStrictHolder() throws Exception {
        List<Throwable> errors = new ArrayList<>();
        TaskHolder strict = TaskHolder.options()
                .name("strict")
                .failFast()
                .maxConcurrent(8)
                .errorCatcher(errors)
                .grace(Duration.ofSeconds(5))
                .open(stop);
        Task<Integer> one = strict.addTask(Async.background(() -> 1));
        strict.cancel("enough");
        assertThat(strict.finalFuture().isCancelled()).isTrue();
        assertThat(stop.isDone()).isFalse();
        strict.close();
        assertThat(one.isDone()).isTrue();
        assertThat(errors).isEmpty();
    }
}
