package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Deferred;
import io.photons.async.ErrorCatcher;
import io.photons.async.Promise;
import io.photons.async.TaskHolder;
import io.photons.async.TaskTree;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class BadArgumentsTest {

    private static final Duration SECOND = Duration.ofSeconds(1);

    record Refused(String parameter, ThrowingCallable call) {
        @Override
        public String toString() {
            return parameter;
        }
    }

    private static Refused no(String parameter, ThrowingCallable call) {
        return new Refused(parameter, call);
    }

    static List<Refused> nulls() {
        Promise<Void> stop = Async.promise("stop");
        TaskHolder holder = TaskHolder.open(stop);
        holder.close();
        return List.of(
                no("name", () -> Async.promise(null)),
                no("name", () -> Async.task(null)),
                no("body", () -> Async.background((Callable<Integer>) null)),
                no("body", () -> Async.background((Action<Exception>) null)),
                no("body", () -> Async.task("task").start((Callable<Integer>) null)),
                no("runtime", () -> Async.task("task").runtime(null)),
                no("duration", () -> Async.sleep(null)),
                no("limit", () -> Async.timeout(null)),
                no("limit", () -> Async.withTimeout(null, () -> 1)),
                no("body", () -> Async.withTimeout(SECOND, (io.photons.async.Body<Integer, Exception>) null)),
                no("body", () -> Async.withTimeout(Duration.ZERO, (Action<Exception>) null)),
                no("name", () -> Async.timeout(SECOND).name(null)),
                no("error", () -> Async.timeout(SECOND).error(null)),
                no("grace", () -> Async.timeout(SECOND).grace(null)),
                no("futures", () -> Async.waitForAll((Deferred<?>[]) null)),
                no("futures", () -> Async.waitForAll(stop, null)),
                no("futures", () -> Async.waitForFirst((Collection<Deferred<?>>) null)),
                no("futures", () -> Async.cancelAndWait(Arrays.asList(stop, null))),
                no("limit", () -> Async.waitForAll((Duration) null, stop)),
                no("target", () -> Async.transferResult(null)),
                no("finalFuture", () -> TaskHolder.open(null)),
                no("finalFuture", () -> TaskHolder.run(null, tasks -> 1)),
                no("body", () -> TaskHolder.run(stop, null)),
                no("name", () -> TaskHolder.options().name(null)),
                no("grace", () -> TaskHolder.options().grace(null)),
                no("catcher", () -> TaskHolder.options().errorCatcher((ErrorCatcher<Throwable>) null)),
                no("errors", () -> TaskHolder.options().errorCatcher((Collection<Throwable>) null)),
                no("body", () -> holder.add((Callable<Integer>) null)),
                no("body", () -> holder.add("task", (Action<Exception>) null)),
                no("name", () -> holder.add(null, () -> 1)),
                no("future", () -> holder.addTask(null)),
                no("task", () -> holder.contains(null)),
                no("reason", () -> holder.cancel(null)),
                no("carrier", () -> ContextCarrier.register(null)),
                no("body", () -> ContextCarrier.carry(null)),
                no("tasks", () -> TaskTree.dump(null)),
                no("id", () -> TaskTree.stack(null)),
                no("blocker", () -> TaskTree.awaited(null)));
    }

    @ParameterizedTest
    @MethodSource("nulls")
    @DisplayName("E3 a null is refused by the parameter's name")
    void aNullIsRefusedByTheParametersName(Refused refused) {
        assertThatThrownBy(refused.call)
                .isInstanceOf(NullPointerException.class)
                .hasMessage(refused.parameter);
    }

    static List<Refused> outOfRange() {
        return List.of(
                no("limit", () -> TaskHolder.options().maxConcurrent(0)),
                no("limit", () -> TaskHolder.options().maxConcurrent(-1)),
                no("grace", () -> TaskHolder.options().grace(Duration.ofNanos(-1))),
                no("grace", () -> Async.timeout(SECOND).grace(SECOND.negated())));
    }

    @ParameterizedTest
    @MethodSource("outOfRange")
    @DisplayName("E3 a number out of range is refused by the parameter's name")
    void aNumberOutOfRangeIsRefusedByTheParametersName(Refused refused) {
        assertThatThrownBy(refused.call)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(refused.parameter);
    }

    @VirtualTimeTest
    @DisplayName("E3 a bad argument is refused before anything has started")
    void aBadArgumentIsRefusedBeforeAnythingHasStarted() {
        Promise<Void> stop = Async.promise("stop");
        Promise<Void> pending = Async.promise("pending");
        List<String> before = Tree.labels();
        assertThatThrownBy(() -> Async.cancelAndWait(pending, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> TaskHolder.run(stop, null)).isInstanceOf(NullPointerException.class);
        assertThatThrownBy(() -> Async.background((Callable<Integer>) null)).isInstanceOf(NullPointerException.class);
        assertThat(pending.isDone()).isFalse();
        assertThat(stop.pendingCallbacks()).isZero();
        assertThat(Tree.labels()).isEqualTo(before);
        try (TaskHolder holder = TaskHolder.open(stop)) {
            assertThatThrownBy(() -> holder.add("task", (Callable<Integer>) null))
                    .isInstanceOf(NullPointerException.class);
            assertThat(holder.pending()).isZero();
        }
    }
}
