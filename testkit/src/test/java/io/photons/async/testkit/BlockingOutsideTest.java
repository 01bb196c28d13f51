package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Code that blocks outside of the runtime")
class BlockingOutsideTest {

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3})
    @DisplayName("E5 a lock held across a wait does not hang the run")
    void aLockHeldAcrossAWaitDoesNotHangTheRun(long seed) {
        VirtualTime.run(seed, time -> {
            ReentrantLock lock = new ReentrantLock();
            List<String> seen = new ArrayList<>();
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                tasks.add(Async.background(() -> {
                    lock.lock();
                    try {
                        Async.sleep(Duration.ofSeconds(1));
                        seen.add("at " + time.elapsed());
                    } finally {
                        lock.unlock();
                    }
                }));
            }
            Async.waitForAll(tasks);
            assertThat(seen).containsExactly("at PT1S", "at PT2S", "at PT3S");
            assertThat(time.isReplayable()).isFalse();
        });
    }

    @Test
    @DisplayName("E5 a monitor held across a wait does not hang the run")
    void aMonitorHeldAcrossAWaitDoesNotHangTheRun() {
        VirtualTime.run(time -> {
            Object monitor = new Object();
            int[] count = new int[1];
            List<Task<Void>> tasks = new ArrayList<>();
            for (int i = 0; i < 2; i++) {
                tasks.add(Async.background(() -> {
                    synchronized (monitor) {
                        Async.sleep(Duration.ofSeconds(1));
                        count[0]++;
                    }
                }));
            }
            Async.waitForAll(tasks);
            assertThat(count[0]).isEqualTo(2);
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(2));
        });
    }

    @Test
    @DisplayName("E5 two tasks that hand over through a queue of the JDK get on with it")
    void twoTasksThatHandOverThroughAQueueGetOn() {
        VirtualTime.run(time -> {
            BlockingQueue<String> queue = new ArrayBlockingQueue<>(1);
            Task<String> taker = Async.background(queue::take);
            Async.sleep(Duration.ofSeconds(5));
            queue.put("taken");
            assertThat(taker.get()).isEqualTo("taken");
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(5));
        });
    }

    @Test
    @DisplayName("E5 a timed wait of the JDK holds the clock until it is over")
    void aTimedWaitHoldsTheClock() {
        VirtualTime.run(time -> {
            Task<Duration> blocked = Async.background(() -> {
                long until = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(400);
                while (System.nanoTime() < until) {
                    LockSupport.parkNanos(until - System.nanoTime());
                }
                return time.elapsed();
            });
            Async.sleep(Duration.ofHours(1));
            assertThat(blocked.get()).isZero();
        });
    }

    @Test
    @DisplayName("E5 a timed wait gives others a chance to end it")
    void aTimedWaitGivesOthersAChanceToEndIt() {
        VirtualTime.run(time -> {
            BlockingQueue<String> queue = new SynchronousQueue<>();
            Task<String> taker = Async.background(() -> queue.poll(1, TimeUnit.HOURS));
            Task<Boolean> giver = Async.background(() -> queue.offer("given", 1, TimeUnit.HOURS));
            assertThat(taker.get()).isEqualTo("given");
            assertThat(giver.get()).isTrue();
            assertThat(time.elapsed()).isZero();
        });
    }

    @Test
    @DisplayName("W6 a deadlock of locks is told with the place where each stands")
    void aDeadlockOfLocksIsTold() {
        assertThatThrownBy(() -> VirtualTime.run(time -> {
                    ReentrantLock lock = new ReentrantLock();
                    Promise<String> never = Async.promise("never");
                    Async.task("holder").start(() -> {
                        lock.lock();
                        try {
                            never.get();
                        } finally {
                            lock.unlock();
                        }
                    });
                    Task<Void> blocked = Async.task("blocked").start(() -> lock.lockInterruptibly());
                    blocked.get();
                }))
                .isInstanceOf(VirtualTimeFailure.class)
                .hasMessageContainingAll(
                        "Deadlock",
                        "not replayable",
                        "Task#blocked",
                        "Blocked outside of the runtime:",
                        "BlockingOutsideTest");
    }

    @Test
    @DisplayName("time.outside holds clock and deadlock check, and lets others run")
    void outsideHoldsClockAndDeadlockCheck() {
        VirtualTime.run(time -> {
            CountDownLatch begun = new CountDownLatch(1);
            CountDownLatch ended = new CountDownLatch(1);
            List<String> seen = new ArrayList<>();
            Task<Void> sleeper = Async.background(() -> {
                seen.add("others run");
                ended.countDown();
                Async.sleep(Duration.ofSeconds(1));
                seen.add("slept");
            });
            String answer = time.outside(() -> {
                begun.countDown();
                ended.await();
                return "answer";
            });
            seen.add(answer + " at " + time.elapsed());
            sleeper.get();
            assertThat(seen).containsExactly("others run", "answer at PT0S", "slept");
            assertThat(time.isReplayable()).isTrue();
        });
    }

    @Test
    @DisplayName("in time.outside one can wait for a future that a foreign thread ends")
    void outsideWaitsForAFutureThatAForeignThreadEnds() {
        VirtualTime.run(time -> {
            Promise<String> reply = Async.promise("reply");
            Thread foreign = Thread.ofPlatform().start(() -> reply.complete("hello"));
            assertThat(time.<String>outside(reply::get)).isEqualTo("hello");
            assertThat(time.elapsed()).isZero();
            time.outside(() -> {
                foreign.join();
                return time.outside(() -> "nested");
            });
        });
    }

    @Test
    @DisplayName("what is thrown in time.outside comes out, and the task has the baton again")
    void whatIsThrownOutsideComesOut() {
        VirtualTime.run(time -> {
            assertThatThrownBy(() -> time.outside(() -> {
                        throw new java.io.IOException("reset");
                    }))
                    .isInstanceOf(java.io.IOException.class)
                    .hasMessage("reset");
            Async.sleep(Duration.ofSeconds(1));
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    @DisplayName("an interrupt that did not ask the runtime wakes a wait and does not spin")
    void aForeignInterruptWakesAWait() {
        VirtualTime.run(time -> {
            Thread[] thread = new Thread[1];
            Task<String> task = Async.task("waiter").silent().start(() -> {
                thread[0] = Thread.currentThread();
                try {
                    Async.sleep(Duration.ofDays(1));
                    return "slept";
                } catch (InterruptedException e) {
                    return "interrupted at " + time.elapsed();
                }
            });
            time.settle();
            thread[0].interrupt();
            // The waiter itself notices the flag and gets in line, in real time.
            String seen = time.outside(task::get);
            assertThat(seen).isEqualTo("interrupted at PT0S");
        });
    }
}
