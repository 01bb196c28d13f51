package io.photons.async.tests;

import static io.photons.async.tests.TickTable.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.TaskSnapshot;
import io.photons.async.TaskSnapshot.Kind;
import io.photons.async.TaskSnapshot.Node;
import io.photons.async.TaskSnapshot.State;
import io.photons.async.TaskTimeoutException;
import io.photons.async.TaskTree;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The task tree")
class TaskTreeTest {

    private final Promise<Void> stop = Async.promise("stop");
    private final Promise<Integer> slot = Async.promise("slot");

    @VirtualTimeTest
    @DisplayName("W6 shows final future, scopes, tasks, what a scope holds of others', calls and background tasks")
    void theWholeTree(VirtualTime time) throws Exception {
        Promise<Integer> held = Async.promise("held");
        try (TaskHolder outer = TaskHolder.options().name("outer").open(stop)) {
            outer.addTask(held);
            outer.add("owner", () -> {
                try (ResultStreamer<Integer, String> inner =
                        ResultStreamer.<Integer, String>options().name("inner").open()) {
                    inner.add("x", () -> slot.get());
                    Async.timeout(seconds(90)).name("call").call(() -> slot.get());
                }
            });
            Task<Integer> background = Async.task("background").start(() -> slot.get());
            time.advance(Duration.ofMillis(61_250));
            assertThat(TaskTree.dump()).isEqualTo("""
                    Task#main  running 1 min 1 s
                    └─ TaskHolder#outer  2 pending
                       ├─ Promise#held(pending)
                       └─ Task#owner  running 1 min 1 s   waits for Task#call (28.7 s left)
                          ├─ ResultStreamer#inner  1 pending
                          │  └─ Task  running 1 min 1 s   waits for Promise#slot
                          └─ Task#call  running 1 min 1 s   waits for Promise#slot
                    Task#background  running 1 min 1 s   waits for Promise#slot
                    """);
            Node outerNode = Tree.find("TaskHolder#outer");
            assertThat(outerNode.kind()).isEqualTo(Kind.HOLDER);
            assertThat(outerNode.name()).isEqualTo("outer");
            assertThat(outerNode.state()).isEqualTo(State.OPEN);
            assertThat(outerNode.age()).isEqualTo(Duration.ofMillis(61_250));
            assertThat(Tree.find("Promise#held"))
                    .extracting(Node::kind, Node::state, Node::detail)
                    .containsExactly(Kind.FUTURE, State.PENDING, "pending");
            held.complete(1);
            slot.complete(1);
            background.get();
        }
        assertThat(Tree.labels()).containsExactly("Task#main");
    }

    @VirtualTimeTest
    @DisplayName("W6 T2 T11 shows a task queued, running, waiting, cancelling, straggling, and while its callbacks run")
    void theStates(VirtualTime time) throws Exception {
        List<State> seen = new ArrayList<>();
        Promise<Void> release = Async.promise("release");
        try (Log log = Log.open()) {
            TaskHolder holder = TaskHolder.options()
                    .name("probes")
                    .maxConcurrent(1)
                    .grace(seconds(1))
                    .open(stop);
            Task<Integer> first = holder.add("first", () -> slot.get());
            Task<Void> stubborn = holder.add("stubborn", () -> {
                seen.add(Tree.find("Task#stubborn").state());
                try {
                    Async.sleep(seconds(100));
                } finally {
                    release.get();
                }
            });
            stubborn.onDone(ended -> seen.add(Tree.find("Task#stubborn").state()));
            time.settle();
            seen.add(Tree.find("Task#stubborn").state());
            assertThat(Tree.find("TaskHolder#probes").state()).isEqualTo(State.OPEN);
            slot.complete(1);
            time.settle();
            assertThat(first.isDone()).isTrue();
            seen.add(Tree.find("Task#stubborn").state());
            stop.complete(null);
            time.settle();
            seen.add(Tree.find("Task#stubborn").state());
            assertThat(Tree.find("TaskHolder#probes").state()).isEqualTo(State.CLOSING);
            assertThat(Tree.find("TaskHolder#probes")).hasToString("TaskHolder#probes  1 pending   closing");
            holder.close();
            assertThat(time.elapsed()).isEqualTo(seconds(1));
            Node straggler = Tree.find("Task#stubborn");
            seen.add(straggler.state());
            assertThat(straggler).hasToString("Task#stubborn  straggling 1 s   waits for Promise#release");
            assertThat(Tree.labels()).doesNotContain("TaskHolder#probes");
            release.complete(null);
            Async.waitForAll(stubborn);
            time.settle();
            assertThat(Tree.labels()).containsExactly("Task#main");
            assertThat(seen)
                    .containsExactly(
                            State.QUEUED,
                            State.RUNNING,
                            State.WAITING,
                            State.CANCELLING,
                            State.STRAGGLING,
                            State.ENDED);
            assertThat(log.warnings("stubborn")).isNotEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 T11 a straggler of a call stands at the top once its caller has ended")
    void aStragglerOfACall(VirtualTime time) throws Exception {
        try (Log log = Log.open()) {
            Task<Void> caller = Async.task("caller").silent().start(() -> {
                Async.timeout(seconds(1)).name("page").grace(seconds(1)).call(() -> {
                    try {
                        Async.sleep(seconds(100));
                    } finally {
                        slot.get();
                    }
                });
            });
            Async.waitForAll(caller);
            assertThat(caller.exceptionNow()).isInstanceOf(TaskTimeoutException.class);
            time.settle();
            assertThat(TaskTree.dump()).contains("\nTask#page  straggling 2 s   waits for Promise#slot\n");
            slot.complete(1);
            time.settle();
            assertThat(Tree.labels()).containsExactly("Task#main");
            assertThat(log.warnings("page")).isNotEmpty();
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 tells where a task stands by its id, which stays the same while it runs")
    void theStack(VirtualTime time) throws Exception {
        Task<Integer> task = Async.task("deep").start(this::deep);
        time.settle();
        String id = Tree.find("Task#deep").id();
        assertThat(TaskTree.stack(id))
                .extracting(StackTraceElement::getMethodName)
                .contains("deep")
                .contains("park");
        time.advance(seconds(1));
        assertThat(Tree.find("Task#deep").id()).isEqualTo(id);
        assertThat(TaskTree.stack("t0")).isEmpty();
        assertThat(TaskTree.stack("")).isEmpty();
        slot.complete(1);
        task.get();
        assertThat(TaskTree.stack(id)).isEmpty();
    }

    @VirtualTimeTest
    @DisplayName("W6 F2 a task that was started and has not begun waits for nothing, and says that it is pending")
    void notBegun(VirtualTime time) throws Exception {
        try (TaskHolder holder = TaskHolder.options().name("unlimited").open()) {
            Task<Integer> held = holder.add("held", () -> slot.get());
            Task<String> background = Async.task("background").start(() -> {
                slot.get();
                return Task.current().toString();
            });
            for (String name : List.of("Task#held", "Task#background")) {
                assertThat(Tree.find(name))
                        .extracting(Node::state, Node::waitsFor)
                        .containsExactly(State.QUEUED, null);
            }
            assertThat(held).hasToString("Task#held(pending)");
            time.settle();
            assertThat(held).hasToString("Task#held(running)");
            assertThat(Tree.find("Task#held").state()).isEqualTo(State.WAITING);
            slot.complete(1);
            assertThat(background.get()).isEqualTo("Task#background(running)");
        }
    }

    @VirtualTimeTest
    @DisplayName("W6 tells how long tasks have waited for their slot or run also where the clock has run for months")
    void agesOnAnOldClock(VirtualTime time) throws Exception {
        Promise<Integer> next = Async.promise("next");
        Task<Integer> old = Async.task("old").start(() -> slot.get());
        Async.sleep(Duration.ofDays(60));
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open()) {
            holder.add("first", () -> slot.get());
            holder.add("second", () -> next.get());
            time.advance(seconds(5));
            assertThat(Tree.find("Task#old").age())
                    .isEqualTo(Duration.ofDays(60).plusSeconds(5));
            assertThat(Tree.find("Task#first").age()).isEqualTo(seconds(5));
            assertThat(Tree.find("Task#second").state()).isEqualTo(State.QUEUED);
            assertThat(Tree.find("Task#second").age()).isEqualTo(seconds(5));
            slot.complete(1);
            time.advance(seconds(2));
            assertThat(Tree.find("Task#second").state()).isEqualTo(State.WAITING);
            assertThat(Tree.find("Task#second").age()).isEqualTo(seconds(2));
            next.complete(1);
        }
        old.get();
    }

    private Integer deep() throws Exception {
        return slot.get();
    }

    @Test
    @DisplayName("W6 a thousand scopes and tasks inside each other are shown, and do not overflow the stack")
    void aDeepTree() {
        VirtualTime.run(time -> {
            Task<Void> outermost = Async.task("outermost").start(() -> nest(1000));
            time.settle();
            TaskSnapshot snapshot = TaskTree.snapshot();
            assertThat(Tree.all(snapshot)).hasSize(2002);
            assertThat(snapshot.toText().lines()).hasSize(2002);
            assertThat(snapshot.toJson()).contains("\"Task#n1\"");
            slot.complete(1);
            outermost.get();
        });
    }

    private void nest(int levels) throws Exception {
        if (levels == 0) {
            slot.get();
            return;
        }
        try (TaskHolder holder = TaskHolder.open()) {
            holder.add("n" + levels, () -> nest(levels - 1));
        }
    }

    @Test
    @DisplayName(
            "W6 shows, from another thread and while thousands of tasks come and go, each that is there all the time once")
    void whileThousandsComeAndGo() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        Promise<Void> release = Async.promise("release");
        try (TaskHolder holder = TaskHolder.options().name("crowd").open()) {
            Set<String> lasting = new HashSet<>();
            Task<Void> coming = Async.background(() -> {
                while (!over.get()) {
                    List<Task<Integer>> passing = new ArrayList<>();
                    for (int i = 0; i < 100; i++) {
                        passing.add(holder.add("passing", () -> 1));
                    }
                    Async.waitForAll(passing);
                }
            });
            for (int i = 0; i < 2_000; i++) {
                String name = "lasting-" + i;
                lasting.add("Task#" + name);
                holder.add(name, () -> release.get());
                holder.add("passing", () -> 1);
            }
            for (int i = 0; i < 10; i++) {
                TaskSnapshot snapshot = TaskTree.snapshot();
                List<String> seen = Tree.all(snapshot).stream()
                        .map(Node::label)
                        .filter(label -> label.startsWith("Task#lasting"))
                        .toList();
                assertThat(seen).containsExactlyInAnyOrderElementsOf(lasting);
                assertThat(snapshot.counts().waiting()
                                + snapshot.counts().running()
                                + snapshot.counts().queued())
                        .isGreaterThanOrEqualTo(2_000);
            }
            over.set(true);
            coming.get();
            release.complete(null);
        }
    }

    @Test
    @DisplayName("W6 F5 nothing keeps a task that has ended, nor a ticker that was dropped in the middle of its loop")
    void nothingKeepsWhatHasEnded() throws Exception {
        List<WeakReference<?>> gone = new ArrayList<>();
        TaskSnapshot snapshot;
        try (TaskHolder holder = TaskHolder.options().name("kept").open()) {
            for (int i = 0; i < 100; i++) {
                gone.add(new WeakReference<>(holder.add("ended", () -> slot.get())));
            }
            gone.add(new WeakReference<>(dropped()));
            snapshot = TaskTree.snapshot();
            slot.complete(1);
            while (holder.pending() > 0) {
                Thread.onSpinWait();
            }
            Real.await("all are collected", () -> {
                System.gc();
                return gone.stream().allMatch(reference -> reference.refersTo(null));
            });
        }
        assertThat(Tree.all(snapshot)).extracting(Node::label).contains("Task#ended", "Ticker every 1 d 3 h");
        assertThat(Tree.labels()).doesNotContain("Ticker every 1 d 3 h");
    }

    private static Object dropped() {
        Iterable<?> ticker = Async.tick(Duration.ofHours(27));
        ticker.iterator().next();
        return ticker;
    }
}
