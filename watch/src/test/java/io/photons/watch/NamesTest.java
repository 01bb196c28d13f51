package io.photons.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import io.photons.async.TaskHolder;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("Names of hosts")
class NamesTest {

    private static final InetAddress[] HERE = {InetAddress.getLoopbackAddress()};
    private static final Duration AMPLE = Duration.ofSeconds(20);

    private final CountDownLatch answers = new CountDownLatch(1);
    private final Semaphore askedSlowly = new Semaphore(0);
    private final ConcurrentLinkedQueue<String> asked = new ConcurrentLinkedQueue<>();

    /** A resolver that sits on each name that begins with "slow", knows none that begins with "no", and else answers. */
    private InetAddress[] resolve(String host) throws UnknownHostException {
        asked.add(host);
        if (host.startsWith("slow")) {
            askedSlowly.release();
            awaitUninterruptibly(answers);
        }
        if (host.startsWith("no")) {
            throw new UnknownHostException(host);
        }
        return HERE;
    }

    /** The operating system heeds no interrupt either. */
    private static void awaitUninterruptibly(CountDownLatch latch) {
        boolean open = false;
        while (!open) {
            try {
                open = latch.await(60, TimeUnit.SECONDS);
            } catch (InterruptedException e) {
                // as if it had not been
            }
        }
    }

    @AfterEach
    void answer() {
        answers.countDown();
    }

    private void awaitAsked(int count) throws InterruptedException {
        assertThat(askedSlowly.tryAcquire(count, 20, TimeUnit.SECONDS)).isTrue();
    }

    /**
     * A thread that waits for the addresses of a host.
     *
     * @param thread the thread
     * @param task what it waits for
     */
    private record Asker(Thread thread, FutureTask<InetAddress[]> task) {

        static Asker waiting(Names names, String host) {
            FutureTask<InetAddress[]> task = new FutureTask<>(() -> names.addresses(host));
            Thread thread = Thread.ofPlatform().daemon().start(task);
            long began = System.nanoTime();
            while (thread.getState() != Thread.State.WAITING) {
                assertThat(System.nanoTime() - began).as(host).isLessThan(AMPLE.toNanos());
                Thread.onSpinWait();
            }
            return new Asker(thread, task);
        }

        void givesUp() throws InterruptedException {
            thread.interrupt();
            assertThat(thread.join(AMPLE)).isTrue();
        }

        void isAnswered() throws Exception {
            assertThat(task.get(20, TimeUnit.SECONDS)).isEqualTo(HERE);
        }
    }

    @Test
    @DisplayName("that the resolver sits on delay no other, and their checks time out in time")
    void slowOnesDelayNoOther() throws Exception {
        int slow = 600;
        try (Names names = new Names(this::resolve, 1024);
                TaskHolder holder = TaskHolder.open()) {
            for (int i = 0; i < slow; i++) {
                int number = i;
                holder.add(() -> names.addresses("slow" + number));
            }
            awaitAsked(slow);
            assertThat(names.addresses("well")).isEqualTo(HERE);
            Prober prober = new Prober(new Dialer(names));
            Check check = new Checker(prober, Duration.ofMillis(100), InstantSource.system())
                    .check(TargetSyntax.parse("http://slow/"));
            assertThat(check.verdict()).isEqualTo(Verdict.TIMED_OUT);
            assertThat(Duration.ofNanos(check.latencyNanos())).isLessThan(AMPLE.dividedBy(4));
            answers.countDown();
        }
    }

    @Test
    @DisplayName("that were given up before it was their turn are never looked up; the next in line are")
    void thoseGivenUpAreNeverLookedUp() throws Exception {
        try (Names names = new Names(this::resolve, 1)) {
            Asker slow = Asker.waiting(names, "slow");
            Asker.waiting(names, "given-up").givesUp();
            Asker next = Asker.waiting(names, "next");
            answers.countDown();
            next.isAnswered();
            slow.isAnswered();
            assertThat(asked).containsExactly("slow", "next");
        }
    }

    @Test
    @DisplayName("that are wanted twice at once are looked up once, also when the first who asked has given up")
    void thoseWantedTwiceAreLookedUpOnce() throws Exception {
        try (Names names = new Names(this::resolve, 8)) {
            Asker first = Asker.waiting(names, "slow");
            awaitAsked(1);
            first.givesUp();
            Asker second = Asker.waiting(names, "slow");
            Asker third = Asker.waiting(names, "slow");
            answers.countDown();
            second.isAnswered();
            third.isAnswered();
            assertThat(asked).containsExactly("slow");
        }
    }

    @Test
    @DisplayName("that nobody knows, and a resolver that breaks, fail their own check")
    void thoseThatNobodyKnowsFail() throws Exception {
        try (Names names = new Names(this::resolve, 8)) {
            assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> names.addresses("none"));
        }
        Names.Resolver broken = host -> {
            throw new IllegalStateException("broken");
        };
        try (Names names = new Names(broken, 1)) {
            for (int i = 0; i < 3; i++) {
                assertThatExceptionOfType(UnknownHostException.class).isThrownBy(() -> names.addresses("any"));
            }
        }
    }
}
