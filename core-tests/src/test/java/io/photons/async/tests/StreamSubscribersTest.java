package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Generator;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Subscribers on real threads")
class StreamSubscribersTest {

    private static final int VALUES = 20_000;

    private final Set<Integer> taken = ConcurrentHashMap.newKeySet();
    private final AtomicInteger twice = new AtomicInteger();
    private final CountDownLatch ended = new CountDownLatch(1);

    /** Counts what it is given; asks for one more each time if it is to stay. */
    private final class Counting extends Rows<Integer, String> {

        private final boolean stays;

        Counting(int first, boolean stays) {
            super(first);
            this.stays = stays;
        }

        @Override
        public void onNext(Result<Integer, String> result) {
            if (!taken.add(result.value())) {
                twice.incrementAndGet();
            }
            if (stays) {
                request(1);
            }
        }

        @Override
        public void onComplete() {
            if (stays) {
                ended.countDown();
            }
        }
    }

    @Test
    @DisplayName("S13 subscribers that come and go lose no result and get none twice, and one that stays sees the end")
    void subscribersThatComeAndGo() throws Exception {
        try (ResultStreamer<Integer, String> results =
                ResultStreamer.<Integer, String>options().capacity(8).open()) {
            results.addGenerator("g", Generator.from(IntStream.range(0, VALUES).boxed()));
            results.noMoreWork();
            AtomicBoolean over = new AtomicBoolean();
            Task<Void> coming = Async.background(() -> {
                while (!over.get()) {
                    Counting rows = new Counting(3, false);
                    results.publisher().subscribe(rows);
                    Thread.onSpinWait();
                    rows.cancel();
                }
            });
            results.publisher().subscribe(new Counting(1, true));
            Real.await(ended);
            over.set(true);
            coming.get();
        }
        assertThat(taken).hasSize(VALUES);
        assertThat(twice.get()).isZero();
    }
}
