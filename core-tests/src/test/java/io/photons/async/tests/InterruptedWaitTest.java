package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.photons.async.Async;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.testkit.LeakCheck;
import io.photons.async.testkit.Leaks;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@DisplayName("A wait that is broken off")
class InterruptedWaitTest {

    private static final Duration DAY = Duration.ofDays(1);

    private final Promise<Integer> a = Async.promise("a");
    private final Promise<Integer> b = Async.promise("b");

    interface Wait {
        void on(Promise<Integer> a, Promise<Integer> b) throws Exception;
    }

    record Way(String name, Wait waiting) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static Stream<Way> ways() {
        return Stream.of(
                new Way("get", (a, b) -> a.get()),
                new Way("timed get", (a, b) -> a.get(1, TimeUnit.DAYS)),
                new Way("waitForAll", (a, b) -> Async.waitForAll(a, b)),
                new Way("timed waitForAll", (a, b) -> Async.waitForAll(DAY, a, b)),
                new Way("waitForAll of a collection", (a, b) -> Async.waitForAll(List.of(b, a))),
                new Way("waitForFirst", (a, b) -> Async.waitForFirst(a, b)),
                new Way("timed waitForFirst", (a, b) -> Async.waitForFirst(DAY, a, b)),
                new Way("waitForFirst of a collection", (a, b) -> Async.waitForFirst(DAY, List.of(b, a))));
    }

    private static Stream<Way> timedWays() {
        Duration brief = Duration.ofMillis(2);
        return Stream.of(
                new Way("waitForAll", (a, b) -> Async.waitForAll(brief, a, b)),
                new Way("waitForFirst", (a, b) -> Async.waitForFirst(brief, a, b)),
                new Way("waitForFirst at once", (a, b) -> Async.waitForFirst(Duration.ZERO, a, b)));
    }

    private void bothAreUntouched() {
        assertThat(List.of(a, b)).noneMatch(Deferred::isDone);
        assertThat(a.pendingCallbacks() + b.pendingCallbacks()).isZero();
        a.complete(1);
        assertThat(a.resultNow()).isEqualTo(1);
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("W3 W5 throws in the thread that was interrupted, touches no future and leaves no callback")
    void throwsInTheThreadThatWasInterrupted(Way way) throws Exception {
        CompletableFuture<Object> thrown = new CompletableFuture<>();
        Thread waiter = Thread.ofPlatform().start(() -> {
            try {
                way.waiting.on(a, b);
                thrown.complete("returned");
            } catch (Throwable e) {
                thrown.complete(e);
            }
        });
        while (a.pendingCallbacks() + b.pendingCallbacks() == 0) {
            Thread.onSpinWait();
        }
        waiter.interrupt();
        assertThat(thrown.get(20, TimeUnit.SECONDS)).isInstanceOf(InterruptedException.class);
        waiter.join();
        bothAreUntouched();
    }

    @ParameterizedTest
    @MethodSource("ways")
    @DisplayName("W5 throws in a thread that was interrupted before, and takes the flag")
    void throwsInAThreadThatWasInterruptedBefore(Way way) {
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(InterruptedException.class).isThrownBy(() -> way.waiting.on(a, b));
        assertThat(Thread.interrupted()).isFalse();
        bothAreUntouched();
    }

    @ParameterizedTest
    @MethodSource("timedWays")
    @DisplayName("W3 leaves no callback when its time is over")
    void leavesNoCallbackWhenItsTimeIsOver(Way way) throws Exception {
        way.waiting.on(a, b);
        bothAreUntouched();
    }

    @VirtualTimeTest
    @DisplayName("W5 ends a task that is cancelled in it, and the futures live on")
    void endsATaskThatIsCancelledInIt() throws Exception {
        try (Leaks leaks = LeakCheck.open().watch(a, b)) {
            Task<Void> all = Async.background(() -> Async.waitForAll(a, b));
            Task<?> first = Async.background(() -> Async.waitForFirst(a, b));
            Task<Integer> one = Async.background(() -> a.get());
            Async.sleep(Duration.ofSeconds(1));
            assertThat(a.pendingCallbacks()).isEqualTo(3);
            Async.cancelAndWait(all, first, one);
            assertThat(List.of(all, first, one)).allMatch(Deferred::isCancelled);
        }
        bothAreUntouched();
    }

    @VirtualTimeTest(seeds = 200)
    @DisplayName("W3 leaves no callback on any future, whether the end, the limit or a cancellation came first")
    void leavesNoCallbackWhateverCameFirst() throws Exception {
        Task<?> waiter = Async.background(() -> Async.waitForFirst(Duration.ofSeconds(1), a, b));
        Task<Void> ender = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(1));
            b.complete(1);
        });
        Task<Void> canceller = Async.background(() -> {
            Async.sleep(Duration.ofSeconds(1));
            waiter.cancel();
        });
        Async.waitForAll(waiter, ender, canceller);
        assertThat(a.pendingCallbacks() + b.pendingCallbacks()).isZero();
        assertThat(a.isDone()).isFalse();
    }

    @Test
    @DisplayName("W5 an interrupted thread is told of what had ended, and keeps its flag")
    void anInterruptedThreadIsToldOfWhatHadEnded() throws Exception {
        a.complete(1);
        Thread.currentThread().interrupt();
        assertThat(a.get()).isEqualTo(1);
        Async.waitForAll(a);
        assertThat(Async.waitForFirst(b, a)).isSameAs(a);
        assertThat(Thread.interrupted()).isTrue();
    }
}
