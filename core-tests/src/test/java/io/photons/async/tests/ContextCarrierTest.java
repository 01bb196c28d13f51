package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/** Carriers are global: those here carry nothing for the threads of other tests. */
class ContextCarrierTest {

    private static final ThreadLocal<String> CONTEXT = new ThreadLocal<>();

    private static final InheritableThreadLocal<String> INHERITABLE = new InheritableThreadLocal<>();

    private static final ContextCarrier CARRIER = new ContextCarrier() {
        @Override
        public <T> Callable<T> wrap(Callable<T> body) {
            String captured = CONTEXT.get();
            return captured == null
                    ? body
                    : () -> {
                        CONTEXT.set(captured);
                        try {
                            return body.call();
                        } finally {
                            CONTEXT.remove();
                        }
                    };
        }
    };

    @VirtualTimeTest
    @DisplayName("T16 the starter's context is in force inside the body, however it is started, and gone after it")
    void theStartersContextIsInForceInsideTheBody() throws Exception {
        Promise<Void> stop = Async.promise("stop");
        CONTEXT.set("request 7");
        try (ContextCarrier.Registration carrying = ContextCarrier.register(CARRIER);
                TaskHolder holder = TaskHolder.options().maxConcurrent(1).open(stop);
                ResultStreamer<String, String> streamer = ResultStreamer.open(stop)) {
            AtomicReference<String> after = new AtomicReference<>("nothing yet");
            Task<String> background = Async.background(CONTEXT::get);
            background.onDone(ended -> after.set(CONTEXT.get()));
            Task<String> held = holder.add(CONTEXT::get);
            Task<String> queued = holder.add(CONTEXT::get);
            Task<String> streamed = streamer.add("context", CONTEXT::get);
            CONTEXT.set("request 8");
            Async.waitForAll(background, held, queued, streamed);
            assertThat(List.of(background.get(), held.get(), queued.get(), streamed.get()))
                    .containsOnly("request 7");
            assertThat(Async.withTimeout(Duration.ofSeconds(1), CONTEXT::get)).isEqualTo("request 8");
            assertThat(after).hasNullValue();
        } finally {
            CONTEXT.remove();
        }
    }

    @VirtualTimeTest
    @DisplayName("T16 carriers wrap on the starting thread, the first registered outermost, until they are closed")
    void carriersWrapOnTheStartingThreadTheFirstRegisteredOutermost() throws Exception {
        Thread starter = Thread.currentThread();
        List<String> order = new ArrayList<>();
        try (ContextCarrier.Registration outer = ContextCarrier.register(noting(starter, order, "outer"))) {
            ContextCarrier.Registration inner = ContextCarrier.register(noting(starter, order, "inner"));
            Async.background(() -> order.add("body")).get();
            assertThat(order)
                    .containsExactly(
                            "wrap inner",
                            "wrap outer",
                            "enter outer",
                            "enter inner",
                            "body",
                            "leave inner",
                            "leave outer");
            inner.close();
            order.clear();
            Async.background(() -> order.add("body")).get();
            assertThat(order).containsExactly("wrap outer", "enter outer", "body", "leave outer");
        }
        order.clear();
        Async.background(() -> order.add("body")).get();
        assertThat(order).containsExactly("body");
    }

    private static ContextCarrier noting(Thread starter, List<String> order, String name) {
        return new ContextCarrier() {
            @Override
            public <T> Callable<T> wrap(Callable<T> body) {
                if (Thread.currentThread() != starter) {
                    return body;
                }
                order.add("wrap " + name);
                return () -> {
                    order.add("enter " + name);
                    try {
                        return body.call();
                    } finally {
                        order.add("leave " + name);
                    }
                };
            }
        };
    }

    @VirtualTimeTest
    @DisplayName("T16 where wrapping fails, the task ends with that error and its body does not run")
    void whereWrappingFailsTheTaskEndsWithThatError(VirtualTime time) {
        Thread starter = Thread.currentThread();
        IllegalStateException error = new IllegalStateException("no context");
        AtomicInteger ran = new AtomicInteger();
        ContextCarrier failing = new ContextCarrier() {
            @Override
            public <T> Callable<T> wrap(Callable<T> body) {
                if (Thread.currentThread() == starter) {
                    throw error;
                }
                return body;
            }
        };
        try (ContextCarrier.Registration carrying = ContextCarrier.register(failing);
                TaskHolder holder =
                        TaskHolder.options().errorCatcher(caught -> {}).open()) {
            assertThat(Async.task("unwrapped")
                            .silent()
                            .start(ran::incrementAndGet)
                            .exceptionNow())
                    .isSameAs(error);
            assertThat(holder.add(ran::incrementAndGet).exceptionNow()).isSameAs(error);
        }
        time.settle();
        assertThat(ran).hasValue(0);
    }

    @Test
    @DisplayName("T16 inheritable thread-locals are not inherited")
    void inheritableThreadLocalsAreNotInherited() throws Exception {
        INHERITABLE.set("mine");
        try {
            assertThat(Async.background(INHERITABLE::get).get()).isNull();
            VirtualTime.run(time -> assertThat(INHERITABLE.get()).isNull());
        } finally {
            INHERITABLE.remove();
        }
    }

    @Test
    @DisplayName("T16 the context class loader is the starter's")
    void theContextClassLoaderIsTheStarters() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader mine = new ClassLoader(before) {};
        try {
            assertThat(loaderInBody()).isSameAs(before);
            thread.setContextClassLoader(mine);
            assertThat(loaderInBody()).isSameAs(mine);
            assertThat(Async.background(ContextCarrierTest::loaderInBody).get()).isSameAs(mine);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private static ClassLoader loaderInBody() throws Exception {
        return Async.background(() -> Thread.currentThread().getContextClassLoader())
                .get();
    }

    @VirtualTimeTest
    @DisplayName("T16 of a task that waits for a slot, the starter is who added it, not who freed the slot or lent it")
    void ofATaskThatWaitsForASlotTheStarterIsWhoAddedIt() throws Exception {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        ClassLoader mine = new ClassLoader(before) {};
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            Promise<Void> gate = Async.promise("gate");
            holder.add(() -> {
                gate.get();
            });
            thread.setContextClassLoader(mine);
            Task<ClassLoader> queued = holder.add(() -> Thread.currentThread().getContextClassLoader());
            thread.setContextClassLoader(before);
            Task<ClassLoader> behind = holder.add(() -> Thread.currentThread().getContextClassLoader());
            gate.complete(null);
            assertThat(queued.get()).isSameAs(mine);
            assertThat(behind.get()).isSameAs(before);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    @Test
    @DisplayName("E2 the error of a carrier that throws is logged where its task was cancelled meanwhile")
    void theErrorOfACarrierWhoseTaskWasCancelledIsLogged() {
        TaskHolder holder = TaskHolder.open();
        Thread starter = Thread.currentThread();
        ContextCarrier cancelling = new ContextCarrier() {
            @Override
            public <T> Callable<T> wrap(Callable<T> body) {
                if (Thread.currentThread() != starter) {
                    return body;
                }
                holder.cancel("enough");
                throw new IllegalStateException("planted: a carrier whose task was cancelled");
            }
        };
        Task<Integer> task;
        try (Log log = Log.open()) {
            try (ContextCarrier.Registration carrying = ContextCarrier.register(cancelling)) {
                task = holder.add(() -> 1);
            }
            assertThat(log.errors("planted: a carrier whose task was cancelled"))
                    .hasSize(1);
        }
        assertThat(task.isCancelled()).isTrue();
        holder.close();
    }
}
