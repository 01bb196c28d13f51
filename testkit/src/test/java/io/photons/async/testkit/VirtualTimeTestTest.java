package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.TestRuns.Ran;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Isolated;

@DisplayName("@VirtualTimeTest")
@Isolated("it sets a system property")
class VirtualTimeTestTest {

    /** What the classes below did. */
    private static final List<String> SEEN = new ArrayList<>();

    private static List<Ran> run(Class<?> testClass) {
        SEEN.clear();
        return TestRuns.of(testClass);
    }

    @Nested
    @DisplayName("runs its methods")
    class RunsItsMethods {

        private final List<String> seen = new ArrayList<>();
        private @Nullable Task<String> started;

        @BeforeEach
        void before(VirtualTime time) throws InterruptedException {
            seen.add("before in " + Task.current() + " at " + time.elapsed());
            started = Async.task("of before").start(() -> {
                Async.sleep(Duration.ofSeconds(3));
                return "slept";
            });
            Async.sleep(Duration.ofSeconds(1));
        }

        @AfterEach
        void after(VirtualTime time) throws Exception {
            seen.add("after at " + time.elapsed());
            assertThat(started).isNotNull();
            assertThat(started.get()).isEqualTo("slept");
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(3));
            assertThat(seen)
                    .containsExactly(
                            "before in Task#main(running) at PT0S", "test with seed " + time.seed(), "after at PT2S");
        }

        @VirtualTimeTest(seeds = 20)
        @DisplayName("in one world for each seed, from before to after")
        void inOneWorldForEachSeed(VirtualTime time) throws InterruptedException {
            seen.add("test with seed " + time.seed());
            assertThat(AsyncRuntime.current()).isInstanceOf(VirtualRuntime.class);
            Async.sleep(Duration.ofSeconds(1));
        }
    }

    static class Racy {
        @VirtualTimeTest(seeds = 200)
        void race() throws Exception {
            int[] count = new int[1];
            Task<Void> first = Async.background(() -> add(count));
            Task<Void> second = Async.background(() -> add(count));
            Async.waitForAll(first, second);
            SEEN.add("ran");
            assertThat(count[0]).isEqualTo(2);
        }

        private static void add(int[] count) {
            int read = count[0];
            Async.<String>promise().complete("a place to switch");
            count[0] = read + 1;
        }
    }

    @Test
    @DisplayName("tells the seed that failed, tries no more after it, and replays it by the property")
    void tellsTheSeedThatFailed() {
        List<Ran> ran = run(Racy.class);
        Ran last = ran.getLast();
        assertThat(ran).hasSizeBetween(2, 200).hasSameSizeAs(SEEN);
        assertThat(ran.getFirst().name()).isEqualTo("seed 0, first come, first served");
        assertThat(ran.subList(0, ran.size() - 1)).allMatch(other -> other.failure() == null);
        assertThat(last.failure()).isInstanceOf(AssertionError.class);
        assertThat(last.failure().getSuppressed()[0])
                .hasMessageContaining(last.name())
                .hasMessageContaining("replay it");
        System.setProperty(VirtualTimeTest.SEED_PROPERTY, last.name().substring("seed ".length()));
        try {
            assertThat(run(Racy.class))
                    .singleElement()
                    .matches(replayed -> replayed.name().equals(last.name()) && replayed.failure() != null);
        } finally {
            System.clearProperty(VirtualTimeTest.SEED_PROPERTY);
        }
    }

    static class Certain {
        @VirtualTimeTest(seed = {42, 7})
        void certain(VirtualTime time) {
            SEEN.add("seed " + time.seed());
        }

        @VirtualTimeTest(seeds = 0)
        void none() {
            SEEN.add("never");
        }
    }

    @Test
    @DisplayName("tries certain seeds, and refuses to try none")
    void triesCertainSeeds() {
        List<Ran> ran = run(Certain.class);
        assertThat(SEEN).containsExactly("seed 42", "seed 7");
        assertThat(ran).extracting(Ran::name).containsExactly("seed 42", "seed 7");
    }

    static class Untidy {
        @AfterEach
        void after() {
            SEEN.add("after");
        }

        @VirtualTimeTest
        void leavesATask() {
            Async.task("left behind").start(() -> Async.sleep(Duration.ofDays(1)));
        }

        @VirtualTimeTest
        void stands(VirtualTime time) throws Exception {
            Promise<String> never = Async.promise("never");
            never.get();
        }

        @VirtualTimeTest
        @Timeout(value = 200, unit = TimeUnit.MILLISECONDS)
        void takesTooLong(VirtualTime time) throws Exception {
            Promise<String> never = Async.promise("never from outside");
            time.outside(never::get);
        }
    }

    @Test
    @DisplayName("fails by leftovers, by a deadlock and by a time-out, each with the tree, and runs @AfterEach")
    void failsWithTheTree() {
        List<Ran> ran = run(Untidy.class);
        assertThat(SEEN).containsExactly("after", "after", "after");
        assertThat(ran).hasSize(3);
        assertThat(ran)
                .anySatisfy(left -> assertThat(left.failure())
                        .isInstanceOf(VirtualTimeFailure.class)
                        .hasMessageContaining("Task#left behind"))
                .anySatisfy(stands -> assertThat(stands.failure())
                        .isInstanceOf(VirtualTimeFailure.class)
                        .hasMessageContaining("Promise#never"))
                .anySatisfy(late -> {
                    assertThat(late.failure()).isInstanceOf(java.util.concurrent.TimeoutException.class);
                    assertThat(late.failure().getSuppressed())
                            .anySatisfy(tree -> assertThat(tree)
                                    .isInstanceOf(VirtualTimeFailure.class)
                                    .hasMessageContaining("Promise#never from outside"));
                });
    }
}
