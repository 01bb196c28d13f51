package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import java.lang.management.ManagementFactory;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import javax.management.ObjectName;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A stream between real threads")
class StreamStressTest {

    @Test
    @DisplayName("S2 many producers and consumers: no result is lost or doubled, and each producer's order is kept")
    void noResultIsLost() throws Exception {
        int producers = 8;
        int each = 40_000;
        try (ResultStreamer<Integer, Integer> results = ResultStreamer.open()) {
            for (int p = 0; p < producers; p++) {
                results.addGenerator(p, out -> {
                    for (int i = 0; i < each; i++) {
                        out.emit(i);
                    }
                });
            }
            results.noMoreWork();
            assertThat(takenBy(3, results, producers)).containsOnly(each).hasSize(producers);
        }
    }

    @Test
    @DisplayName("S10 many producers block on a full stream: none waits for ever, and each one's order is kept")
    void noneWaitsForEver() throws Exception {
        int producers = 20;
        int each = 1_500;
        try (ResultStreamer<Integer, Integer> results =
                ResultStreamer.<Integer, Integer>options().capacity(3).open()) {
            for (int p = 0; p < producers; p++) {
                results.addGenerator(p, out -> {
                    for (int i = 0; i < each; i++) {
                        out.emit(i);
                    }
                });
            }
            results.noMoreWork();
            assertThat(takenBy(2, results, producers)).containsOnly(each).hasSize(producers);
        }
    }

    @Test
    @DisplayName(
            "S10 a consumer that takes one result and waits for the emitter: one place is enough for that to go on")
    void onePlaceIsEnough() throws Exception {
        int room = 64;
        int rounds = 2_000;
        Semaphore emitted = new Semaphore(0);
        try (ResultStreamer<Integer, Integer> results =
                ResultStreamer.<Integer, Integer>options().capacity(room).open()) {
            results.addGenerator(1, out -> {
                for (int i = 0; i < room + rounds; i++) {
                    out.emit(i);
                    emitted.release();
                }
            });
            assertThat(emitted.tryAcquire(room, 30, TimeUnit.SECONDS)).isTrue();
            for (int i = 0; i < rounds; i++) {
                assertThat(results.poll(Duration.ofSeconds(30))).isPresent();
                assertThat(emitted.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
            }
        }
    }

    @Test
    @DisplayName("S13 an emitter that waits for the consumer after each result: one is enough for that to go on")
    void oneResultIsEnough() throws Exception {
        int rounds = 2_000;
        Semaphore taken = new Semaphore(0);
        try (ResultStreamer<Integer, Integer> results = ResultStreamer.open()) {
            Task<Void> emitter = results.addGenerator(1, out -> {
                for (int i = 0; i < rounds; i++) {
                    out.emit(i);
                    assertThat(taken.tryAcquire(30, TimeUnit.SECONDS)).isTrue();
                }
            });
            for (int i = 0; i < rounds; i++) {
                assertThat(results.poll(Duration.ofSeconds(30))).isPresent();
                taken.release();
            }
            emitter.get();
        }
    }

    /** How many results of each context some consumers took together, each of which saw them in order. */
    private static int[] takenBy(int consumers, ResultStreamer<Integer, Integer> results, int contexts)
            throws Exception {
        List<Task<int[]>> consuming = new ArrayList<>();
        for (int c = 0; c < consumers; c++) {
            consuming.add(Async.background(() -> {
                int[] counts = new int[contexts];
                int[] latest = new int[contexts];
                Arrays.fill(latest, -1);
                for (Result<Integer, Integer> result : results) {
                    counts[result.context()]++;
                    assertThat(result.value() > latest[result.context()]).isTrue();
                    latest[result.context()] = result.value();
                }
                return counts;
            }));
        }
        int[] sum = new int[contexts];
        for (Task<int[]> consumer : consuming) {
            int[] counts = consumer.get();
            Arrays.setAll(sum, context -> sum[context] + counts[context]);
        }
        return sum;
    }

    @Test
    @DisplayName("S13 polls whose limits end as results come: the bodies that wait for room and slot are all started")
    void pollsWhoseLimitsEndAtAnyMoment() throws Exception {
        int bodies = 5_000;
        try (ResultStreamer<Integer, Integer> results = ResultStreamer.<Integer, Integer>options()
                .capacity(1)
                .maxConcurrent(1)
                .open()) {
            for (int i = 0; i < bodies; i++) {
                results.add(i, () -> 1);
            }
            int taken = 0;
            long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
            while (taken < bodies && System.nanoTime() < end) {
                Optional<Result<Integer, Integer>> result = results.poll(Duration.ofNanos(taken % 3));
                if (result.isPresent()) {
                    assertThat(result.get().context()).isEqualTo(taken);
                    taken++;
                }
            }
            assertThat(taken).isEqualTo(bodies);
        }
    }

    @Test
    @DisplayName("S6 rounds of work with an end at any moment: every consumer comes to its end, with all results")
    void everyConsumerComesToItsEnd() throws Exception {
        for (int round = 0; round < 1_500; round++) {
            try (ResultStreamer<Integer, Integer> results = ResultStreamer.open()) {
                Task<Integer> consumer = Async.background(() -> count(results));
                Task<Integer> other = Async.background(() -> count(results));
                results.add(1, () -> 1);
                results.addGenerator(2, out -> out.emit(2));
                results.addTask(3, Async.background(() -> 3));
                if (round % 3 == 0) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(50_000));
                }
                results.noMoreWork();
                assertThat(consumer.get() + other.get()).isEqualTo(3);
            }
        }
    }

    @Test
    @DisplayName("S7 rounds with a final future that ends at any moment: nothing blocks, nothing comes after the end")
    void aFinalFutureThatEndsAtAnyMoment() throws Exception {
        for (int round = 0; round < 400; round++) {
            Promise<Void> stop = Async.promise("stop");
            Task<Integer> consumer;
            try (ResultStreamer<Integer, Integer> results =
                    ResultStreamer.<Integer, Integer>options().capacity(2).open(stop)) {
                consumer = Async.background(() -> count(results));
                for (int p = 0; p < 3; p++) {
                    results.addGenerator(p, out -> {
                        for (int i = 0; ; i++) {
                            out.emit(i);
                        }
                    });
                }
                LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(50_000));
                stop.complete(null);
                assertThat(consumer.get()).isNotNegative();
                assertThat(results.poll(Duration.ZERO)).isEmpty();
            }
        }
    }

    @Test
    @DisplayName("S9 rounds of adding while the iteration ends: a future is cancelled or gives its result, never both")
    void addingWhileTheIterationEnds() throws Exception {
        for (int round = 0; round < 1_500; round++) {
            try (ResultStreamer<Integer, Integer> results = ResultStreamer.open()) {
                Task<Integer> adder = Async.background(() -> {
                    int accepted = 0;
                    for (int i = 0; i < 10; i++) {
                        Promise<Integer> promise = results.addTask(i, Async.promise());
                        accepted += promise.complete(i) ? 1 : 0;
                    }
                    return accepted;
                });
                if (round % 2 == 0) {
                    LockSupport.parkNanos(ThreadLocalRandom.current().nextInt(10_000));
                }
                results.noMoreWork();
                List<Boolean> given = new ArrayList<>();
                results.forEach(result -> given.add(result.successful()));
                assertThat(given).hasSize(adder.get()).doesNotContain(false);
            }
        }
    }

    private static int count(ResultStreamer<?, ?> results) {
        int count = 0;
        for (Result<?, ?> result : results) {
            count += result.successful() ? 1 : 0;
        }
        return count;
    }

    @Test
    @DisplayName("S2 a streamer that has given a million results keeps none of them, nor of its work")
    void aMillionResultsLeaveNothing() throws Exception {
        try (ResultStreamer<byte[], Integer> results = ResultStreamer.open()) {
            List<WeakReference<byte[]>> values = new ArrayList<>();
            List<WeakReference<Object>> work = new ArrayList<>();
            int taken = 0;
            for (int round = 0; round < 1_000; round++) {
                work.add(new WeakReference<>(results.addGenerator(round, out -> {
                    for (int i = 0; i < 997; i++) {
                        out.emit(new byte[1_000]);
                    }
                })));
                work.add(new WeakReference<>(results.add(round, () -> new byte[1_000])));
                results.addValue(round, new byte[1_000]);
                results.addTask(round, Async.background(() -> new byte[1_000]));
                for (int i = 0; i < 1_000; i++) {
                    byte[] value =
                            results.poll(Duration.ofSeconds(30)).orElseThrow().value();
                    taken++;
                    if (taken % 500 == 0) {
                        values.add(new WeakReference<>(value));
                    }
                }
            }
            assertThat(taken).isEqualTo(1_000_000);
            assertThat(results.poll(Duration.ZERO)).isEmpty();
            long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
            while ((left(values) > 0 || left(work) > 0) && System.nanoTime() < end) {
                System.gc();
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(left(values)).isZero();
            assertThat(left(work)).isZero();
            assertThat(results.toString()).contains("0 pending");
            while (ours() > 1_000 && System.nanoTime() < end) {
                LockSupport.parkNanos(1_000_000);
            }
            assertThat(ours()).as("objects of the library's that are left").isLessThan(1_000);
        }
    }

    /** How many objects of the library's own there are, in the whole JVM. */
    private static long ours() throws Exception {
        Object histogram = ManagementFactory.getPlatformMBeanServer()
                .invoke(
                        new ObjectName("com.sun.management:type=DiagnosticCommand"),
                        "gcClassHistogram",
                        new Object[] {new String[0]},
                        new String[] {String[].class.getName()});
        return histogram
                .toString()
                .lines()
                .map(line -> line.strip().split("\\s+", -1))
                .filter(fields -> fields.length > 3 && fields[3].startsWith("io.photons.async."))
                .mapToLong(fields -> Long.parseLong(fields[1]))
                .sum();
    }

    private static long left(List<? extends WeakReference<?>> references) {
        return references.stream().filter(reference -> reference.get() != null).count();
    }
}
