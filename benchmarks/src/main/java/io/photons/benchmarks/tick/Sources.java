package io.photons.benchmarks.tick;

import io.reactivex.rxjava3.core.Flowable;
import java.time.Duration;
import java.util.PriorityQueue;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.IntConsumer;
import reactor.core.publisher.Flux;

/** The ways to tick of the JDK and of others. */
final class Sources {

    private Sources() {}

    /** One platform thread that sleeps from one point of the grid to the next. */
    static AutoCloseable sleepingThread(Ticks ticks) {
        Thread thread = Thread.ofPlatform().start(() -> {
            ticks.begin(0);
            long due = System.nanoTime();
            while (ticks.tick(0)) {
                due += ticks.every().toNanos();
                VirtualThreads.sleepUntil(due);
            }
        });
        return thread::join;
    }

    /** Virtual threads that sleep likewise. */
    static AutoCloseable sleepingVirtualThreads(Ticks ticks) {
        return VirtualThreads.start(ticks, ticker -> {
            long due = System.nanoTime();
            while (ticks.tick(ticker)) {
                due += ticks.every().toNanos();
                VirtualThreads.sleepUntil(due);
            }
        });
    }

    /** One platform thread with a heap of what is due, which unparks a virtual thread for each. */
    static AutoCloseable heapAndUnpark(Ticks ticks) {
        record Due(long at, int ticker) {}
        Thread[] threads = new Thread[ticks.tickers()];
        for (int i = 0; i < ticks.tickers(); i++) {
            int ticker = i;
            threads[i] = Thread.startVirtualThread(() -> {
                do {
                    LockSupport.park(ticks);
                } while (ticks.tick(ticker));
            });
        }
        long start = System.nanoTime();
        PriorityQueue<Due> heap = new PriorityQueue<>((a, b) -> Long.compare(a.at - b.at, 0));
        for (int i = 0; i < ticks.tickers(); i++) {
            long first = start + ticks.offset(i);
            ticks.begin(i, first);
            heap.add(new Due(first, i));
        }
        Thread timer = Thread.ofPlatform().start(() -> {
            for (Due due = heap.poll(); due != null; due = heap.poll()) {
                VirtualThreads.sleepUntil(due.at);
                Thread thread = threads[due.ticker];
                LockSupport.unpark(thread);
                if (thread.isAlive()) {
                    heap.add(new Due(due.at + ticks.every().toNanos(), due.ticker));
                }
            }
        });
        return () -> {
            for (Thread thread : threads) {
                thread.join();
            }
            timer.join();
        };
    }

    /** The JDK's scheduled executor with one thread, on which the ticks run. */
    static AutoCloseable scheduled(Ticks ticks) {
        return scheduled(ticks, ticks::tick);
    }

    /** The JDK's scheduled executor with one thread, which unparks a virtual thread at each tick. */
    static AutoCloseable scheduledAndUnpark(Ticks ticks) {
        Thread[] threads = new Thread[ticks.tickers()];
        for (int i = 0; i < threads.length; i++) {
            int ticker = i;
            threads[i] = Thread.startVirtualThread(() -> {
                do {
                    LockSupport.park(ticks);
                } while (ticks.tick(ticker));
            });
        }
        AutoCloseable timer = scheduled(ticks, ticker -> LockSupport.unpark(threads[ticker]));
        return () -> {
            for (Thread thread : threads) {
                thread.join();
            }
            timer.close();
        };
    }

    private static AutoCloseable scheduled(Ticks ticks, IntConsumer tick) {
        ScheduledThreadPoolExecutor timer = new ScheduledThreadPoolExecutor(1);
        for (int i = 0; i < ticks.tickers(); i++) {
            int ticker = i;
            ticks.begin(ticker, System.nanoTime() + ticks.offset(ticker));
            timer.scheduleAtFixedRate(
                    () -> tick.accept(ticker),
                    ticks.offset(ticker),
                    ticks.every().toNanos(),
                    TimeUnit.NANOSECONDS);
        }
        return () -> {
            timer.shutdownNow();
            timer.awaitTermination(1, TimeUnit.MINUTES);
        };
    }

    /** Reactor: {@code interval}. */
    static AutoCloseable reactor(Ticks ticks) {
        return VirtualThreads.start(
                ticks,
                ticker -> Flux.interval(Duration.ZERO, ticks.every())
                        .onBackpressureDrop()
                        .takeWhile(number -> ticks.tick(ticker))
                        .blockLast());
    }

    /** RxJava: {@code interval}. */
    static AutoCloseable rx(Ticks ticks) {
        return VirtualThreads.start(
                ticks,
                ticker -> Flowable.interval(0, ticks.every().toNanos(), TimeUnit.NANOSECONDS)
                        .onBackpressureDrop()
                        .takeWhile(number -> ticks.tick(ticker))
                        .ignoreElements()
                        .blockingAwait());
    }
}
