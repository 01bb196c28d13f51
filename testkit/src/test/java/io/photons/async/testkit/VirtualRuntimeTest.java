package io.photons.async.testkit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.AsyncRuntime;
import io.photons.async.Promise;
import io.photons.async.Task;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("The runtime of a virtual world")
class VirtualRuntimeTest {

    private static final InheritableThreadLocal<String> INHERITED = new InheritableThreadLocal<>();

    @Test
    @DisplayName("T16 starts threads with the starter's class loader, and without its thread-locals")
    void startsThreadsWithTheStartersClassLoader() {
        VirtualTime.run(time -> {
            ClassLoader loader = new ClassLoader(null) {};
            INHERITED.set("not for others");
            Thread.currentThread().setContextClassLoader(loader);
            Task<Void> task = Async.task("named").start(() -> {
                Thread thread = Thread.currentThread();
                assertThat(thread.isVirtual()).isTrue();
                assertThat(thread.getName()).isEqualTo("named");
                assertThat(thread.getContextClassLoader()).isSameAs(loader);
                assertThat(thread.getUncaughtExceptionHandler()).isSameAs(Task.current());
                assertThat(INHERITED.get()).isNull();
            });
            task.get();
        });
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 3})
    @DisplayName("a permit that was given before the park ends it at once, and is used up")
    void aPermitEndsTheNextPark(long seed) {
        VirtualTime.run(seed, time -> {
            AsyncRuntime runtime = AsyncRuntime.current();
            runtime.unpark(Thread.currentThread());
            runtime.park("nothing", AsyncRuntime.NO_DEADLINE);
            runtime.park("time", 5);
            assertThat(runtime.nanoTime()).isEqualTo(5);
        });
    }

    @Test
    @DisplayName("a park ends by an interrupt, and the flag stays set")
    void aParkEndsByAnInterrupt() {
        VirtualTime.run(time -> {
            AsyncRuntime runtime = AsyncRuntime.current();
            Thread main = Thread.currentThread();
            Async.background(() -> runtime.interrupt(main));
            runtime.park("an interrupt", AsyncRuntime.NO_DEADLINE);
            assertThat(Thread.interrupted()).isTrue();
            assertThat(runtime.nanoTime()).isZero();
        });
    }

    @Test
    @DisplayName("threads that are interrupted while they wait for the baton go on in the order of the interrupts")
    void threadsAreInterruptedInOrder() {
        VirtualTime.run(time -> {
            AsyncRuntime runtime = AsyncRuntime.current();
            List<String> seen = new ArrayList<>();
            List<Thread> threads = new ArrayList<>();
            List<Task<Void>> tasks = new ArrayList<>();
            for (String name : List.of("a", "b", "c")) {
                tasks.add(Async.background(() -> {
                    threads.add(Thread.currentThread());
                    runtime.park("an interrupt", AsyncRuntime.NO_DEADLINE);
                    seen.add(name + Thread.interrupted());
                    runtime.park("time", AsyncRuntime.current().nanoTime());
                    seen.add(name + Thread.interrupted());
                }));
            }
            time.settle();
            runtime.interrupt(threads.get(2));
            runtime.interrupt(threads.get(0));
            runtime.interrupt(threads.get(0));
            runtime.unpark(threads.get(1));
            Async.waitForAll(tasks);
            assertThat(seen).containsExactly("ctrue", "atrue", "bfalse", "cfalse", "afalse", "bfalse");
        });
    }

    @Test
    @DisplayName("shows what a parked thread waits for")
    void showsWhatAParkedThreadWaitsFor() {
        VirtualTime.run(time -> {
            Thread[] thread = new Thread[1];
            Promise<String> awaited = Async.promise("awaited");
            Task<String> task = Async.background(() -> {
                thread[0] = Thread.currentThread();
                return awaited.get();
            });
            time.settle();
            assertThat(LockSupport.getBlocker(thread[0])).isSameAs(awaited);
            awaited.complete("done");
            assertThat(task.get()).isEqualTo("done");
        });
    }

    @Test
    @DisplayName("E5 a signal that throws is logged and stops nothing")
    void aSignalThatThrowsStopsNothing() {
        VirtualTime.run(time -> {
            AsyncRuntime.current().schedule(1, () -> {
                throw new IllegalStateException("a signal must not throw");
            });
            Async.sleep(Duration.ofSeconds(1));
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));
        });
    }

    @Test
    @DisplayName("a foreign thread cannot wait in it, and is ignored where it asks for a switch")
    void aForeignThreadCannotWaitInIt() {
        AsyncRuntime[] kept = new AsyncRuntime[1];
        VirtualTime.run(time -> kept[0] = AsyncRuntime.current());
        assertThatThrownBy(() -> kept[0].park("nothing", AsyncRuntime.NO_DEADLINE))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("start it as a task inside of the run");
        kept[0].checkpoint();
        kept[0].unpark(Thread.currentThread());
        kept[0].interrupt(Thread.currentThread());
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3})
    @DisplayName("E5 a future that ends with thousands of waiters wakes each of them once")
    void aFutureWakesThousandsOfWaiters(long seed) {
        VirtualTime.run(seed, time -> {
            Promise<Integer> gate = Async.promise("gate");
            List<Task<Integer>> tasks = new ArrayList<>();
            for (int i = 0; i < 2000; i++) {
                tasks.add(Async.background(() -> gate.get()));
            }
            time.advance(Duration.ofSeconds(1));
            gate.complete(1);
            int sum = 0;
            for (Task<Integer> task : tasks) {
                sum += task.get();
            }
            assertThat(sum).isEqualTo(2000);
            assertThat(time.elapsed()).isEqualTo(Duration.ofSeconds(1));
        });
    }
}
