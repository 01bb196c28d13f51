package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Task;
import io.photons.async.TaskTimeoutException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated("It keeps every carrier thread busy.")
class BusyCarriersTest {

    private static final Duration LIMIT = Duration.ofMillis(50);

    private final AtomicBoolean over = new AtomicBoolean();

    /** Starts more spinning virtual threads than there are carriers, and waits until each carrier has one. */
    private void keepEveryCarrierBusy() throws InterruptedException {
        int carriers = Integer.getInteger(
                "jdk.virtualThreadScheduler.parallelism", Runtime.getRuntime().availableProcessors());
        CountDownLatch busy = new CountDownLatch(carriers);
        for (int i = 0; i < carriers * 2; i++) {
            Thread.ofVirtual().start(() -> {
                busy.countDown();
                while (!over.get()) {
                    Thread.onSpinWait();
                }
            });
        }
        Real.await(busy);
    }

    @AfterEach
    void letGo() {
        over.set(true);
    }

    @Test
    @DisplayName("T13 a time-out strikes on time though every carrier is busy and the body could not begin")
    void aTimeOutStrikesOnTimeThoughEveryCarrierIsBusy() throws Exception {
        keepEveryCarrierBusy();
        AtomicInteger ran = new AtomicInteger();
        List<Thread> callbackThreads = new CopyOnWriteArrayList<>();
        long before = System.nanoTime();
        assertThatThrownBy(() -> Async.withTimeout(LIMIT, ran::incrementAndGet))
                .isInstanceOfSatisfying(TaskTimeoutException.class, timeout -> {
                    Task<?> task = timeout.task();
                    assertThat(task.isCancelled()).isTrue();
                    task.onDone(ended -> callbackThreads.add(Thread.currentThread()));
                });
        assertThat(Duration.ofNanos(System.nanoTime() - before)).isBetween(LIMIT, Duration.ofSeconds(5));
        assertThat(over).isFalse();
        over.set(true);
        assertThat(Async.withTimeout(Duration.ofSeconds(30), () -> 1)).isEqualTo(1);
        assertThat(ran).hasValue(0);
        assertThat(callbackThreads).containsExactly(Thread.currentThread());
    }

    @Test
    @DisplayName("T13 a running body is interrupted by the timers' thread itself, and no user code runs on that thread")
    void aRunningBodyIsInterruptedByTheTimersThreadItself() throws Exception {
        AtomicReference<Thread> errorThread = new AtomicReference<>();
        List<Thread> threads = new CopyOnWriteArrayList<>();
        CountDownLatch begun = new CountDownLatch(1);
        Thread filler = Thread.ofPlatform().start(() -> {
            try {
                Real.await(begun);
                keepEveryCarrierBusy();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        assertThatThrownBy(() -> Async.timeout(Duration.ofMillis(300))
                        .grace(Duration.ofSeconds(30))
                        .error(() -> {
                            errorThread.set(Thread.currentThread());
                            return new IllegalStateException("late");
                        })
                        .call(() -> {
                            Task<?> task = Task.current();
                            task.onDone(ended -> threads.add(Thread.currentThread()));
                            threads.add(Thread.currentThread());
                            begun.countDown();
                            while (!Thread.currentThread().isInterrupted()) {
                                Thread.onSpinWait();
                            }
                            assertThat(over).isFalse();
                            over.set(true);
                        }))
                .isInstanceOf(IllegalStateException.class)
                .hasMessage("late");
        filler.join();
        assertThat(errorThread).hasValue(Thread.currentThread());
        Real.await("the callback", () -> threads.size() == 2);
        assertThat(threads.get(0)).isSameAs(threads.get(1));
        assertThat(threads.get(0).isVirtual()).isTrue();
    }

    @Test
    @DisplayName("T13 the timers are driven by one daemon platform thread")
    void theTimersAreDrivenByOneDaemonPlatformThread() throws Exception {
        assertThat(Async.withTimeout(Duration.ofHours(1), () -> 1)).isEqualTo(1);
        assertThat(Thread.getAllStackTraces().keySet())
                .filteredOn(thread -> thread.getName().equals("photons-timers"))
                .hasSize(1)
                .allSatisfy(thread ->
                        assertThat(thread.isDaemon() && !thread.isVirtual()).isTrue());
    }
}
