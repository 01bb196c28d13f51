package io.photons.async.tests;

import static io.photons.async.tests.StreamRows.failing;
import static io.photons.async.tests.StreamRows.rest;
import static io.photons.async.tests.StreamRows.row;
import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;

@DisplayName("A streamer that limits how many bodies run")
class StreamConcurrencyTest {

    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();

    private static ResultStreamer<Integer, String> limitedTo(int bodies) {
        return ResultStreamer.<Integer, String>options()
                .maxConcurrent(bodies)
                .errorCatcher(failure -> {})
                .open();
    }

    private void work() throws InterruptedException {
        most.accumulateAndGet(running.incrementAndGet(), Math::max);
        try {
            Async.sleep(seconds(1));
        } finally {
            running.decrementAndGet();
        }
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("S11 never runs more, bodies and generators alike, and always as many as it may")
    void neverRunsMore(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = limitedTo(3)) {
            for (int i = 0; i < 6; i++) {
                results.add("body", () -> {
                    work();
                    return 1;
                });
                results.addGenerator("generator", out -> {
                    work();
                    out.emit(2);
                });
            }
            results.noMoreWork();
            assertThat(rest(results)).hasSize(12);
        }
        assertThat(most).hasValue(3);
        assertThat(time.elapsed()).isEqualTo(seconds(4));
    }

    @VirtualTimeTest
    @DisplayName("S11 starts them in the order of adding, and values and futures need no slot")
    void startsInTheOrderOfAdding(VirtualTime time) throws Exception {
        List<String> rows = new ArrayList<>();
        try (ResultStreamer<Integer, String> results = limitedTo(1)) {
            for (int i = 1; i <= 3; i++) {
                int value = i;
                results.add("body", () -> {
                    work();
                    return value;
                });
            }
            results.addTask("task", Async.background(() -> {
                Async.sleep(seconds(0.5));
                return 4;
            }));
            results.addValue("value", 5);
            results.noMoreWork();
            for (Result<Integer, String> result : results) {
                rows.add(time.elapsed().toMillis() + " " + row(result));
            }
        }
        assertThat(rows).containsExactly("0 value=5", "500 task=4", "1000 body=1", "2000 body=2", "3000 body=3");
    }

    @VirtualTimeTest
    @DisplayName("S11 without a limit all run at once")
    void withoutALimit(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            for (int i = 0; i < 500; i++) {
                results.add("body", () -> {
                    work();
                    return 1;
                });
            }
            results.noMoreWork();
            assertThat(rest(results)).hasSize(500);
        }
        assertThat(most).hasValue(500);
        assertThat(time.elapsed()).isEqualTo(seconds(1));
    }

    @VirtualTimeTest(seeds = 50)
    @DisplayName("S11 a body that waits for one that has not begun lends it its slot")
    void aWaitingBodyLendsItsSlot(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = limitedTo(1)) {
            results.add("outer", () -> {
                Task<Integer> inner = results.add("inner", () -> {
                    work();
                    return results.add("innermost", () -> {
                                work();
                                return 1;
                            })
                            .get();
                });
                Task<Void> generator = results.addGenerator("generator", out -> out.emit(2));
                generator.get();
                return inner.get();
            });
            results.noMoreWork();
            assertThat(rest(results)).containsExactlyInAnyOrder("generator=2", "innermost=1", "inner=1", "outer=1");
        }
        assertThat(most.get()).isLessThanOrEqualTo(2);
    }

    @VirtualTimeTest
    @DisplayName("S11 bodies that fail or are cancelled give their slots back")
    void slotsAreGivenBack(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = limitedTo(2)) {
            for (int i = 0; i < 4; i++) {
                results.add("failed", failing("broken"));
                Task<Integer> cancelled = results.add("cancelled", StreamRows.forEver());
                time.settle();
                cancelled.cancel();
                results.add("queued", () -> 0).cancel();
            }
            for (int i = 0; i < 4; i++) {
                results.add("body", () -> {
                    work();
                    return 1;
                });
            }
            results.noMoreWork();
            assertThat(rest(results)).filteredOn(row -> row.equals("body=1")).hasSize(4);
        }
        assertThat(most).hasValue(2);
        assertThat(time.elapsed()).isEqualTo(seconds(2));
    }
}
