package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.ContextCarrier;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("What can be closed")
class ClosingTwiceTest {

    /** Something open, and what an observer can ask it. */
    record Open(AutoCloseable closeable, Supplier<Object> seen) {}

    enum Kind {
        PENDING_CHILD {
            @Override
            Open open() {
                Promise<Void> parent = Async.promise("parent");
                ChildFuture<Void> child = ChildFuture.of(parent, "child");
                return new Open(child, () -> child + " " + child.outcome() + parent + parent.pendingCallbacks());
            }
        },
        ENDED_CHILD {
            @Override
            Open open() {
                Promise<Void> parent = Async.promise("parent");
                ChildFuture<Integer> child = ChildFuture.of(parent, "child");
                child.complete(1);
                return new Open(child, () -> child + " " + child.outcome() + parent + parent.pendingCallbacks());
            }
        },
        HOLDER {
            @Override
            Open open() {
                Promise<Void> stop = Async.promise("stop");
                TaskHolder holder = TaskHolder.open(stop);
                holder.add("held", () -> 1);
                return new Open(
                        holder, () -> holder + " " + holder.finalFuture().outcome() + stop + stop.pendingCallbacks());
            }
        },
        STREAMER {
            @Override
            Open open() {
                Promise<Void> stop = Async.promise("stop");
                ResultStreamer<Integer, String> streamer = ResultStreamer.open(stop);
                streamer.add("never taken", () -> 1);
                streamer.addGenerator("stopped", out -> {
                    for (; ; ) {
                        out.emit(2);
                    }
                });
                Iterator<?> results = streamer.iterator();
                return new Open(
                        streamer,
                        () -> streamer + " " + streamer.finalFuture().outcome() + results.hasNext() + stop
                                + stop.pendingCallbacks());
            }
        },
        TICKER {
            @Override
            Open open() {
                Promise<Void> stop = Async.promise("stop");
                Ticker ticker =
                        Ticker.every(Duration.ofHours(1)).finalFuture(stop).open();
                Iterator<Tick> ticks = ticker.iterator();
                ticks.next();
                return new Open(ticker, () -> ticks.hasNext() + " " + stop + stop.pendingCallbacks());
            }
        },
        CARRIER {
            @Override
            Open open() {
                // Carriers are global: this one counts the bodies of this thread alone.
                Thread mine = Thread.currentThread();
                AtomicInteger wrapped = new AtomicInteger();
                ContextCarrier.Registration registration = ContextCarrier.register(counting(mine, wrapped));
                return new Open(registration, () -> {
                    Async.background(() -> 1);
                    return wrapped.getAndSet(0);
                });
            }
        };

        abstract Open open();
    }

    private static ContextCarrier counting(Thread starter, AtomicInteger wrapped) {
        return new ContextCarrier() {
            @Override
            public <T> Callable<T> wrap(Callable<T> body) {
                if (Thread.currentThread() == starter) {
                    wrapped.incrementAndGet();
                }
                return body;
            }
        };
    }

    static Stream<Arguments> kindsAndThreads() {
        return Stream.of(Kind.values()).flatMap(kind -> Stream.of(On.values()).map(on -> Arguments.of(kind, on)));
    }

    @ParameterizedTest
    @MethodSource("kindsAndThreads")
    @DisplayName("E0 F12 K9 closes once: a second and a third time throw nothing and change nothing")
    void closesOnce(Kind kind, On on) throws Exception {
        on.run(() -> {
            Open open = kind.open();
            open.closeable.close();
            Object seen = open.seen.get();
            open.closeable.close();
            assertThat(open.seen.get()).isEqualTo(seen);
            open.closeable.close();
            assertThat(open.seen.get()).isEqualTo(seen);
            assertThat(Thread.currentThread().isInterrupted()).isFalse();
            return null;
        });
    }

    @ParameterizedTest
    @MethodSource("kindsAndThreads")
    @DisplayName("E0 F12 K9 may be closed by several threads at once")
    void mayBeClosedBySeveralThreadsAtOnce(Kind kind, On on) throws Exception {
        Open open = kind.open();
        CountDownLatch go = new CountDownLatch(1);
        List<FutureTask<Void>> others = Stream.generate(() -> new FutureTask<Void>(() -> {
                    Real.await(go);
                    on.run(() -> {
                        open.closeable.close();
                        return null;
                    });
                    return null;
                }))
                .limit(4)
                .toList();
        others.forEach(Thread.ofPlatform()::start);
        go.countDown();
        for (FutureTask<Void> other : others) {
            other.get();
        }
        Object seen = open.seen.get();
        open.closeable.close();
        assertThat(open.seen.get()).isEqualTo(seen);
    }

    @Test
    @DisplayName("H8 throws the holder's error once, from the first close")
    void throwsTheHoldersErrorOnce() {
        IllegalStateException error = new IllegalStateException("planted");
        TaskHolder holder = TaskHolder.options().failFast().open();
        holder.add(() -> {
            throw error;
        });
        CompletionException thrown = null;
        for (int i = 0; i < 3; i++) {
            try {
                holder.close();
                assertThat(i).isPositive();
            } catch (CompletionException e) {
                assertThat(i).isZero();
                thrown = e;
            }
        }
        assertThat(thrown).hasCause(error);
    }

    @Test
    @DisplayName("T16 ends one registration of a carrier, and leaves another of the same or an equal carrier alone")
    void endsOneRegistrationOfACarrier() throws Exception {
        record Equal(ContextCarrier to) implements ContextCarrier {
            @Override
            public <T> Callable<T> wrap(Callable<T> body) {
                return to.wrap(body);
            }
        }
        AtomicInteger wrapped = new AtomicInteger();
        ContextCarrier carrier = counting(Thread.currentThread(), wrapped);
        ContextCarrier.Registration first = ContextCarrier.register(new Equal(carrier));
        try (ContextCarrier.Registration second = ContextCarrier.register(new Equal(carrier))) {
            Async.background(() -> 1).get();
            assertThat(wrapped.getAndSet(0)).isEqualTo(2);
            first.close();
            first.close();
            Async.background(() -> 1).get();
            assertThat(wrapped.getAndSet(0)).isEqualTo(1);
        }
        Async.background(() -> 1).get();
        assertThat(wrapped).hasValue(0);
    }
}
