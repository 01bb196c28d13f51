package io.photons.async.tests;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Promise;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("When a future with descendants ends")
class DescendantOrderTest {

    private final Promise<Void> root = Async.promise("root");
    private final List<String> called = new ArrayList<>();

    private void calls(Deferred<?> future, String word) {
        future.onDone(ended -> called.add(word));
    }

    @Test
    @DisplayName("F6 all pending descendants are settled before the first callback runs")
    void allPendingDescendantsAreSettledFirst() {
        List<ChildFuture<Integer>> descendants = new ArrayList<>();
        root.onDone(ended -> called.add("ended: "
                + descendants.stream().filter(Deferred::isCancelled).count()
                + ", won: "
                + descendants.stream().filter(child -> child.complete(1)).count()));
        for (int i = 0; i < 5; i++) {
            ChildFuture<Integer> child = ChildFuture.of(root);
            descendants.add(child);
            descendants.add(ChildFuture.of(child));
        }
        root.complete(null);
        assertThat(called).containsExactly("ended: 10, won: 0");
    }

    @Test
    @DisplayName("F6 its own callbacks run first, though children were made before they were added")
    void itsOwnCallbacksRunFirst() {
        ChildFuture<Integer> child = ChildFuture.of(root);
        calls(child, "child 1");
        calls(root, "own 1");
        calls(child, "child 2");
        calls(root, "own 2");
        root.complete(null);
        assertThat(called).containsExactly("own 1", "own 2", "child 1", "child 2");
    }

    @Test
    @DisplayName("F6 descendants follow in the order in which they were made, whatever their depth")
    void descendantsFollowInTheOrderInWhichTheyWereMade() {
        ChildFuture<Integer> a = ChildFuture.of(root);
        ChildFuture<Integer> aChild = ChildFuture.of(a);
        ChildFuture<Integer> aGrandchild = ChildFuture.of(aChild);
        ChildFuture<Integer> b = ChildFuture.of(root);
        ChildFuture<Integer> aSecondChild = ChildFuture.of(a);
        ChildFuture<Integer> bChild = ChildFuture.of(b);
        calls(bChild, "6");
        calls(aSecondChild, "5");
        calls(b, "4");
        calls(aGrandchild, "3");
        calls(aChild, "2");
        calls(a, "1");
        root.cancel();
        assertThat(called).containsExactly("1", "2", "3", "4", "5", "6");
    }

    @Test
    @DisplayName("F6 what a callback ends comes after all of them")
    void whatACallbackEndsComesAfterAllOfThem() {
        Promise<Void> other = Async.promise("other");
        calls(other, "other");
        calls(ChildFuture.of(other), "other's child");
        root.onDone(ended -> other.complete(null));
        calls(ChildFuture.of(root), "child");
        root.complete(null);
        assertThat(called).containsExactly("child", "other", "other's child");
    }

    @Test
    @DisplayName("F6 a descendant that had ended by itself is left out, and its own descendants with it")
    void aDescendantThatHadEndedIsLeftOut() {
        ChildFuture<Integer> child = ChildFuture.of(root);
        ChildFuture<Integer> grandchild = ChildFuture.of(child);
        calls(child, "child");
        calls(grandchild, "grandchild");
        child.complete(1);
        assertThat(called).containsExactly("child", "grandchild");
        root.complete(null);
        assertThat(called).hasSize(2);
        assertThat(child.resultNow()).isEqualTo(1);
    }
}
