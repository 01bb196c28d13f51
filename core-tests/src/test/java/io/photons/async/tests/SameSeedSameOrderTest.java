package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTimeoutException;
import io.photons.async.testkit.VirtualTime;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class SameSeedSameOrderTest {

    @Test
    @DisplayName("E5 the same program with the same seed gives the same order and the same clock readings")
    void theSameSeedGivesTheSameOrder() {
        Set<List<String>> orders = new HashSet<>();
        for (long seed = 0; seed < 20; seed++) {
            List<String> first = run(seed);
            for (int again = 0; again < 3; again++) {
                assertThat(run(seed)).as("seed %d", seed).isEqualTo(first);
            }
            orders.add(first);
        }
        assertThat(orders).as("orders that 20 seeds gave").hasSizeGreaterThan(10);
    }

    private static List<String> run(long seed) {
        List<String> events = new ArrayList<>();
        VirtualTime.run(seed, time -> {
            Promise<Void> stop = Async.promise("stop");
            try (TaskHolder holder = TaskHolder.options().maxConcurrent(2).open(stop)) {
                for (int i = 0; i < 4; i++) {
                    int number = i;
                    Task<Void> task = holder.add(() -> {
                        events.add(number + " began " + time.elapsed());
                        try {
                            Async.withTimeout(Duration.ofSeconds(2), () -> Async.sleep(Duration.ofSeconds(number)));
                        } catch (TaskTimeoutException e) {
                            events.add(number + " timed out " + time.elapsed());
                        }
                        Task<Void> inner = holder.add(() -> {
                            events.add(number + " inner " + time.elapsed());
                        });
                        Async.waitForFirst(inner, stop);
                    });
                    task.onDone(ended -> events.add(number + " ended " + time.elapsed()));
                }
                Async.sleep(Duration.ofSeconds(3));
                stop.complete(null);
                events.add("stopped " + time.elapsed());
            }
            events.add("closed " + time.elapsed());
            assertThat(time.isReplayable()).isTrue();
        });
        return events;
    }
}
