package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Generator;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Flow;
import java.util.concurrent.SubmissionPublisher;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;

/** However a task comes to be started, it carries its starter's context and no other. */
class ContextFollowsWorkTest {

    private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

    /** What was in force before a body began, on its task's own thread: nothing may be. */
    private static final List<String> LEAKS = Collections.synchronizedList(new ArrayList<>());

    private static final Set<Task<?>> BEGUN = ConcurrentHashMap.newKeySet();

    private static final ContextCarrier CARRIER = new ContextCarrier() {
        @Override
        public <T> Callable<T> wrap(Callable<T> body) {
            String captured = CONTEXT.get();
            return () -> {
                String before = CONTEXT.get();
                if (BEGUN.add(Task.current()) && before != null) {
                    LEAKS.add(before);
                }
                CONTEXT.set(captured);
                try {
                    return body.call();
                } finally {
                    CONTEXT.set(before);
                }
            };
        }
    };

    private ContextCarrier.Registration carrying;

    @BeforeEach
    void register() {
        carrying = ContextCarrier.register(CARRIER);
    }

    @AfterEach
    void unregister() {
        carrying.close();
        BEGUN.clear();
        CONTEXT.remove();
        assertThat(LEAKS).isEmpty();
    }

    private static <T> T in(String context, Callable<T> action) throws Exception {
        String before = CONTEXT.get();
        CONTEXT.set(context);
        try {
            return action.call();
        } finally {
            CONTEXT.set(before);
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName(
            "T16 a body that waited for a slot carries who added it, whoever started it; the next one in it, its own")
    void aBodyThatWaitedForASlotCarriesWhoAddedIt() throws Exception {
        List<Task<String>> tasks = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(2).open()) {
            for (int i = 0; i < 12; i++) {
                tasks.add(in(
                        "adder " + i,
                        () -> holder.add(() -> {
                            Async.sleep(Duration.ofSeconds(1));
                            return CONTEXT.get();
                        })));
            }
            tasks.add(holder.add(CONTEXT::get));
        }
        for (int i = 0; i < 12; i++) {
            assertThat(tasks.get(i).get()).isEqualTo("adder " + i);
        }
        assertThat(tasks.getLast().get()).isNull();
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 a body started by being waited for, on a slot that was lent, carries who added it")
    void aBodyOnALentSlotCarriesWhoAddedIt() throws Exception {
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Task<String> outer = in(
                    "outer",
                    () -> holder.add(() -> {
                        Task<String> inner = in("inner", () -> holder.add(CONTEXT::get));
                        return inner.get() + " in " + CONTEXT.get();
                    }));
            assertThat(outer.get()).isEqualTo("inner in outer");
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 bodies and generators of a streamer, held back by its bounds, carry who added them")
    void workOfAStreamerCarriesWhoAddedIt() throws Exception {
        try (ResultStreamer<String, String> results = ResultStreamer.<String, String>options()
                .maxConcurrent(1)
                .capacity(1)
                .open()) {
            for (int i = 0; i < 6; i++) {
                String adder = "adder " + i;
                in(adder, () -> results.add(adder, CONTEXT::get));
                in(adder, () -> {
                    results.addGenerator(adder, out -> {
                        out.emit(CONTEXT.get());
                        Async.sleep(Duration.ofSeconds(1));
                        out.emit(CONTEXT.get());
                    });
                    return null;
                });
            }
            results.noMoreWork();
            int taken = 0;
            for (Result<String, String> result : results) {
                assertThat(result.value()).isEqualTo(result.context());
                taken++;
            }
            assertThat(taken).isEqualTo(18);
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 a subscriber is called in the context of who subscribed")
    void aSubscriberIsCalledInTheContextOfWhoSubscribed() throws Exception {
        Promise<List<String>> seen = Async.promise("seen");
        try (ResultStreamer<Integer, String> results = ResultStreamer.open()) {
            in("subscriber", () -> {
                results.publisher().subscribe(new Collecting(seen));
                return null;
            });
            in("adder", () -> results.add("one", () -> 1));
            results.noMoreWork();
            assertThat(seen.get()).containsOnly("subscriber").hasSize(3);
        }
    }

    private static final class Collecting implements Flow.Subscriber<Result<Integer, String>> {
        private final List<String> contexts = new ArrayList<>();
        private final Promise<List<String>> seen;

        Collecting(Promise<List<String>> seen) {
            this.seen = seen;
        }

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            contexts.add(CONTEXT.get());
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(Result<Integer, String> result) {
            contexts.add(CONTEXT.get());
        }

        @Override
        public void onError(Throwable error) {
            seen.fail(error);
        }

        @Override
        public void onComplete() {
            contexts.add(CONTEXT.get());
            seen.complete(contexts);
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 calls with a time-out, nested ones too, and what they start carry the caller's context")
    void callsWithATimeOutCarryTheCallersContext() throws Exception {
        String seen = in(
                "caller",
                () -> Async.withTimeout(Duration.ofSeconds(9), () -> {
                    String inner = Async.withTimeout(Duration.ofSeconds(5), CONTEXT::get);
                    return inner + ", " + Async.background(CONTEXT::get).get();
                }));
        assertThat(seen).isEqualTo("caller, caller");
        assertThat(CONTEXT.get()).isNull();
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 what a ticker's loop starts carries the loop's context")
    void whatATickersLoopStartsCarriesTheLoopsContext() throws Exception {
        List<Task<String>> started = new ArrayList<>();
        List<Long> ticks = new ArrayList<>();
        Task<Void> loop = in(
                "loop",
                () -> Async.background(() -> {
                    try (Ticker ticker =
                            Ticker.every(Duration.ofSeconds(1)).maxIterations(3).open()) {
                        for (Tick tick : ticker) {
                            ticks.add(tick.iteration());
                            started.add(Async.background(CONTEXT::get));
                        }
                    }
                }));
        loop.get();
        assertThat(ticks).containsExactly(1L, 2L, 3L);
        for (Task<String> task : started) {
            assertThat(task.get()).isEqualTo("loop");
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 what a callback starts carries who ended the future; after a body nothing; captured before, that")
    void whatACallbackStartsCarriesWhoEndedTheFuture() throws Exception {
        Promise<Integer> promise = Async.promise("promise");
        Promise<Task<String>> plain = Async.promise("plain");
        Promise<Task<String>> captured = Async.promise("captured");
        Promise<Task<String>> afterBody = Async.promise("afterBody");
        Callable<String> body = in("registrar", () -> ContextCarrier.carry(CONTEXT::get));
        in("registrar", () -> {
            promise.onDone(ended -> plain.complete(Async.background(CONTEXT::get)));
            promise.onDone(ended -> captured.complete(Async.background(body)));
            return null;
        });
        in("ender", () -> Async.background(() -> promise.complete(1))).get();
        Promise<Void> go = Async.promise("go");
        Task<Void> task = in(
                "starter",
                () -> Async.background(() -> {
                    go.get();
                }));
        task.onDone(ended -> afterBody.complete(Async.background(CONTEXT::get)));
        go.complete(null);
        assertThat(plain.get().get()).isEqualTo("ender");
        assertThat(captured.get().get()).isEqualTo("registrar");
        assertThat(afterBody.get().get()).isNull();
        assertThat(ContextCarrier.carry(CONTEXT::get).call()).isNull();
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 a task cancelled before it began leaves no context behind, nor does one that fails")
    void whatDoesNotRunLeavesNoContextBehind() throws Exception {
        try (TaskHolder holder =
                TaskHolder.options().maxConcurrent(1).errorCatcher(error -> {}).open()) {
            in(
                    "first",
                    () -> holder.add(() -> {
                        Async.sleep(Duration.ofSeconds(1));
                        throw new IllegalStateException("planted");
                    }));
            in("second", () -> holder.add(CONTEXT::get)).cancel();
            Task<String> third = holder.add(CONTEXT::get);
            assertThat(third.get()).isNull();
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 a generator made from a publisher emits in the context of who added it")
    void aGeneratorMadeFromAPublisherRunsInTheAddersContext() throws Exception {
        List<String> seen = Collections.synchronizedList(new ArrayList<>());
        try (ResultStreamer<Integer, String> results = ResultStreamer.open();
                SubmissionPublisher<Integer> publisher = new SubmissionPublisher<>(Runnable::run, 8)) {
            in("adder", () -> {
                results.with("values")
                        .onEach(result -> seen.add(CONTEXT.get()))
                        .addGenerator(Generator.from(publisher));
                return null;
            });
            while (!publisher.hasSubscribers()) {
                Async.sleep(Duration.ofMillis(1));
            }
            publisher.submit(1);
            publisher.submit(2);
            publisher.close();
            results.noMoreWork();
            results.forEach(result -> {});
        }
        assertThat(seen).containsExactly("adder", "adder");
    }
}
