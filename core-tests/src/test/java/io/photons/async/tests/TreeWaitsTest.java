package io.photons.async.tests;

import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.photons.async.Action;
import io.photons.async.Async;
import io.photons.async.Pauser;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskSnapshot;
import io.photons.async.TaskSnapshot.State;
import io.photons.async.TaskSnapshot.Wait;
import io.photons.async.Ticker;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.time.Duration;
import java.util.Iterator;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("What the task tree says that a task waits for")
class TreeWaitsTest {

    private static final Duration HOUR = Duration.ofHours(1);

    private final Promise<Integer> slot = Async.promise("slot");
    private final Promise<Integer> other = Async.promise("other");

    /** What a task waits for 1,500 ms after it began a body. */
    private static TaskSnapshot.Node after1500(VirtualTime time, Action<Exception> body) throws Exception {
        Task<Void> task = Async.task("waiter").silent().start(body);
        time.advance(Duration.ofMillis(1500));
        TaskSnapshot.Node node = Tree.find("Task#waiter");
        assertThat(node.state()).isEqualTo(State.WAITING);
        assertThat(node.age()).isEqualTo(Duration.ofMillis(1500));
        Async.cancelAndWait(task);
        return node;
    }

    @VirtualTimeTest
    @DisplayName("W6 a future, until its limit if there is one")
    void aFuture(VirtualTime time) throws Exception {
        assertThat(after1500(time, () -> slot.get()).waitsFor()).isEqualTo(new Wait("Promise#slot", null));
        assertThat(after1500(time, () -> slot.get(2, TimeUnit.SECONDS)).waitsFor())
                .isEqualTo(new Wait("Promise#slot", Duration.ofMillis(500)));
    }

    @VirtualTimeTest
    @DisplayName("W6 the first of several futures, of which no more are named than one would read")
    void theFirstOfSeveral(VirtualTime time) throws Exception {
        assertThat(after1500(time, () -> Async.waitForFirst(slot, other)).waitsFor())
                .isEqualTo(new Wait("the first of Promise#slot, Promise#other", null));
        assertThat(after1500(time, () -> Async.waitForFirst(seconds(4), slot)).waitsFor())
                .isEqualTo(new Wait("Promise#slot", Duration.ofMillis(2500)));
        Promise<?>[] many = new Promise<?>[100];
        for (int i = 0; i < many.length; i++) {
            many[i] = Async.promise("p" + i);
        }
        assertThat(after1500(time, () -> Async.waitForFirst(many)).waitsFor())
                .isEqualTo(new Wait(
                        "the first of Promise#p0, Promise#p1, Promise#p2, Promise#p3, Promise#p4 and 95 more", null));
    }

    @VirtualTimeTest
    @DisplayName("W6 of all futures the one that it has come to")
    void all(VirtualTime time) throws Exception {
        Promise<Void> done = Async.promise("done");
        done.complete(null);
        assertThat(after1500(time, () -> Async.waitForAll(done, slot)).waitsFor())
                .isEqualTo(new Wait("Promise#slot", null));
    }

    @VirtualTimeTest
    @DisplayName("W6 the end of what a holder holds, also of one with a grace: until the first grace is over")
    void theCloseOfAHolder(VirtualTime time) throws Exception {
        assertThat(after1500(time, () -> {
                            try (TaskHolder probes =
                                    TaskHolder.options().name("probes").open()) {
                                probes.add(() -> slot.get());
                            }
                        })
                        .waitsFor())
                .isEqualTo(new Wait("TaskHolder#probes", null));
        assertThat(after1500(time, () -> {
                            TaskHolder probes = TaskHolder.options()
                                    .name("probes")
                                    .grace(seconds(2))
                                    .open();
                            probes.add(() -> {
                                try {
                                    slot.get();
                                } finally {
                                    Async.sleep(seconds(10));
                                }
                            });
                            Async.sleep(seconds(1));
                            probes.cancel();
                            probes.close();
                        })
                        .waitsFor())
                .isEqualTo(new Wait("TaskHolder#probes", Duration.ofMillis(1500)));
        time.advance(HOUR);
    }

    @VirtualTimeTest
    @DisplayName("W6 a result of a stream, for as long as a poll may take, and room on a full one")
    void streams(VirtualTime time) throws Exception {
        try (ResultStreamer<Integer, String> results = ResultStreamer.<Integer, String>options()
                .name("rows")
                .capacity(1)
                .open()) {
            Iterator<?> iterator = results.iterator();
            assertThat(after1500(time, () -> assertThat(iterator.hasNext()).isTrue())
                            .waitsFor())
                    .isEqualTo(new Wait("a result of ResultStreamer#rows", null));
            assertThat(after1500(time, () -> results.poll(seconds(2))).waitsFor())
                    .isEqualTo(new Wait("a result of ResultStreamer#rows", Duration.ofMillis(500)));
            Task<Void> generator = results.addGenerator("g", out -> {
                out.emit(1);
                out.emit(2);
            });
            time.settle();
            Task<Integer> queued = results.add("queued", () -> 1);
            time.advance(Duration.ofMillis(1500));
            TaskSnapshot.Node stream = Tree.find("ResultStreamer#rows");
            assertThat(stream.kind()).isEqualTo(TaskSnapshot.Kind.STREAMER);
            assertThat(stream.detail()).isEqualTo("2 pending, 1 result");
            assertThat(stream.children())
                    .extracting(TaskSnapshot.Node::state, TaskSnapshot.Node::waitsFor)
                    .containsExactly(
                            tuple(State.WAITING, new Wait("room on ResultStreamer#rows", null)),
                            tuple(State.QUEUED, new Wait("room on ResultStreamer#rows", null)));
            Async.cancelAndWait(generator, queued);
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 K8 a tick until it is due, and the end of a pause; the ticker stands below the task")
    void ticks(VirtualTime time) throws Exception {
        TaskSnapshot.Node ticking = after1500(time, () -> {
            try (Ticker ticker = Async.tick(seconds(1))) {
                ticker.forEach(tick -> {});
            }
        });
        assertThat(ticking.waitsFor()).isEqualTo(new Wait("Ticker every 1 s", Duration.ofMillis(500)));
        TaskSnapshot.Node ticker = ticking.children().getFirst();
        assertThat(ticker.kind()).isEqualTo(TaskSnapshot.Kind.TICKER);
        assertThat(ticker.state()).isEqualTo(State.WAITING);
        assertThat(ticker.age()).isEqualTo(Duration.ofMillis(1500));
        assertThat(ticker.waitsFor()).isEqualTo(new Wait("the next tick", Duration.ofMillis(500)));
        assertThat(ticker).hasToString("Ticker every 1 s  2 ticks   waits for the next tick (500 ms left)");

        Pauser pauser = new Pauser();
        pauser.pause();
        ticking = after1500(time, () -> {
            try (Ticker paused = Ticker.every(seconds(1)).pauser(pauser).open()) {
                paused.forEach(tick -> {});
            }
        });
        assertThat(ticking.waitsFor()).isEqualTo(new Wait("Ticker every 1 s", null));
        assertThat(ticking.children().getFirst().waitsFor()).isEqualTo(new Wait("the end of a pause", null));
    }

    @VirtualTimeTest
    @DisplayName("W6 K9 a ticker whose loop's body runs is shown until it is closed, ends, or its task does")
    void aTickerWhoseBodyRuns(VirtualTime time) throws Exception {
        Task<Void> task = Async.task("looping").start(() -> {
            try (Ticker ticker = Async.tick(seconds(1))) {
                ticker.iterator().next();
                Async.sleep(seconds(1));
            }
            Ticker limited = Ticker.every(seconds(1)).maxIterations(1).open();
            limited.forEach(tick -> {});
            Async.sleep(seconds(1));
            Ticker dropped = Async.tick(seconds(1));
            Iterator<?> iterator = dropped.iterator();
            iterator.next();
            Async.sleep(seconds(1));
            assertThat(iterator).isNotNull();
        });
        time.advance(Duration.ofMillis(500));
        TaskSnapshot.Node ticker = Tree.find("Ticker every 1 s");
        assertThat(Tree.find("Task#looping").children()).containsExactly(ticker);
        assertThat(ticker.state()).isEqualTo(State.RUNNING);
        assertThat(ticker.detail()).isEqualTo("1 tick");
        time.advance(seconds(1));
        assertThat(Tree.labels()).contains("Task#looping").doesNotContain("Ticker every 1 s");
        time.advance(seconds(1));
        assertThat(Tree.labels()).contains("Ticker every 1 s");
        task.get();
        assertThat(Tree.labels()).doesNotContain("Ticker every 1 s");
    }

    @VirtualTimeTest
    @DisplayName("W6 sleep, until it is over")
    void sleep(VirtualTime time) throws Exception {
        assertThat(after1500(time, () -> Async.sleep(seconds(2))).waitsFor())
                .isEqualTo(new Wait("sleep", Duration.ofMillis(500)));
    }

    @VirtualTimeTest
    @DisplayName("W6 T15 a call with a time-out, which stands below its caller with the time that it has left")
    void aCall(VirtualTime time) throws Exception {
        TaskSnapshot.Node caller =
                after1500(time, () -> Async.timeout(seconds(2)).name("page").call(() -> slot.get()));
        assertThat(caller.waitsFor()).isEqualTo(new Wait("Task#page", Duration.ofMillis(500)));
        assertThat(caller.remaining()).isNull();
        assertThat(caller.children()).singleElement().satisfies(page -> {
            assertThat(page.label()).isEqualTo("Task#page");
            assertThat(page.remaining()).isEqualTo(Duration.ofMillis(500));
            assertThat(page.waitsFor()).isEqualTo(new Wait("Promise#slot", null));
        });
    }

    @VirtualTimeTest
    @DisplayName("W6 H9 a slot of its scope")
    void aSlot(VirtualTime time) throws Exception {
        try (TaskHolder holder =
                TaskHolder.options().name("narrow").maxConcurrent(1).open()) {
            holder.add("first", () -> slot.get());
            holder.add("second", () -> other.get());
            time.advance(Duration.ofMillis(1500));
            TaskSnapshot.Node second = Tree.find("Task#second");
            assertThat(second.state()).isEqualTo(State.QUEUED);
            assertThat(second.age()).isEqualTo(Duration.ofMillis(1500));
            assertThat(second.waitsFor()).isEqualTo(new Wait("a slot of TaskHolder#narrow", null));
            slot.complete(1);
            time.advance(Duration.ofMillis(500));
            second = Tree.find("Task#second");
            assertThat(second.state()).isEqualTo(State.WAITING);
            assertThat(second.age()).as("since it runs").isEqualTo(Duration.ofMillis(500));
            other.complete(1);
        }
    }

    @Test
    @DisplayName("W6 what is not this library's: by the kind of the object, or as a monitor, or not at all")
    void elsewhere() throws Exception {
        Object monitor = new Object();
        CountDownLatch release = new CountDownLatch(1);
        LinkedBlockingQueue<Integer> queue = new LinkedBlockingQueue<>();
        TaskHolder holder = TaskHolder.options().name("foreign").open();
        holder.add("taking", queue::take);
        holder.add("latch", () -> release.await());
        holder.add("spinning", () -> {
            while (release.getCount() > 0) {
                Thread.onSpinWait();
            }
        });
        try {
            synchronized (monitor) {
                holder.add("blocked", () -> {
                    synchronized (monitor) {
                        return 1;
                    }
                });
                Real.await("all wait", () -> waits("Task#taking") && waits("Task#latch") && waits("Task#blocked"));
                assertThat(Tree.find("Task#taking").waitsFor()).isEqualTo(new Wait("ConditionObject", null));
                assertThat(Tree.find("Task#latch").waitsFor()).isEqualTo(new Wait("Sync", null));
                assertThat(Tree.find("Task#blocked").waitsFor()).isEqualTo(new Wait("a monitor", null));
                Real.await("it spins", () -> Tree.find("Task#spinning").state() == State.RUNNING);
                assertThat(Tree.find("Task#spinning").waitsFor()).isNull();
            }
        } finally {
            release.countDown();
            queue.add(1);
            holder.close();
        }
    }

    private static boolean waits(String label) {
        return Tree.find(label).state() == State.WAITING;
    }
}
