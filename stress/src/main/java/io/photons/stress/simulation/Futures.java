package io.photons.stress.simulation;

import io.photons.async.Async;
import io.photons.async.ChildFuture;
import io.photons.async.Deferred;
import io.photons.async.Outcome;
import io.photons.async.Promise;
import io.photons.async.ResettableFuture;
import io.photons.async.Task;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Promises, children, resettable futures and transfers, which several tasks end in all ways, each act beside the same act
 * of the model: no task switches between the two.
 */
final class Futures {

    private static final int MOST = 7;

    private final Run run;
    private final Draw draw;
    private final FutureModel model = new FutureModel();
    private final List<Promise<Integer>> futures = new ArrayList<>();
    private final List<FutureModel.Callback> callbacks = new ArrayList<>();
    private final List<Consumer<Deferred<Integer>>> consumers = new ArrayList<>();
    private final List<Task<?>> players = new ArrayList<>();
    private final List<Task<?>> waiters = new ArrayList<>();

    Futures(Run run, Draw draw) {
        this.run = run;
        this.draw = draw;
    }

    void begin() {
        for (int i = draw.between(1, 3); i > 0; i--) {
            make();
        }
        for (int i = draw.between(1, 3); i > 0; i--) {
            Draw own = new Draw(run.seed, -100 - i);
            players.add(Async.background(() -> play(own)));
        }
    }

    private void play(Draw own) throws InterruptedException {
        for (int i = own.between(2, 8); i > 0; i--) {
            if (own.oneIn(3)) {
                Async.sleep(Run.millis(own.between(0, 6)));
            }
            compare();
            act(own);
            compareCalls();
        }
    }

    /** Ends what is pending, waits for those who wait, and compares what ran. */
    void end() throws InterruptedException {
        for (Task<?> player : List.copyOf(players)) {
            Async.waitForAll(player);
        }
        for (int slot = 0; slot < futures.size(); slot++) {
            cancel(slot);
            compareCalls();
        }
        for (int i = 0; i < waiters.size(); i++) {
            Async.waitForAll(waiters.get(i));
        }
        compare();
        for (int slot = 0; slot < futures.size(); slot++) {
            int left = futures.get(slot).pendingCallbacks();
            run.journal.check(left == 0, "F5", left + " callbacks were left on future " + slot);
        }
    }

    // ---- acts

    private void make() {
        int slot = futures.size();
        int kind = draw.below(4);
        Promise<Integer> future;
        FutureModel.Node parent = null;
        if (kind == 0) {
            future = new ResettableFuture<>("f" + slot);
        } else if (kind == 1 || slot == 0) {
            future = Async.promise("f" + slot);
        } else {
            int above = draw.below(slot);
            parent = model.slots.get(above);
            future = ChildFuture.of(futures.get(above), "f" + slot);
        }
        model.add(parent);
        futures.add(future);
        run.journal.note("f" + slot, "made" + (parent == null ? "" : ", child of f" + parent.slot));
    }

    private void act(Draw own) {
        int slot = own.below(futures.size());
        switch (own.below(15)) {
            case 0, 1 -> {
                if (futures.size() < MOST) {
                    make();
                }
            }
            case 2, 3 -> complete(slot);
            case 4 -> fail(slot);
            case 5 -> cancel(slot);
            case 6, 7 -> addCallback(slot, own);
            case 8 -> removeCallback(slot, own);
            case 9 -> reset(slot, own.oneIn(2));
            case 10 -> closeOrCancelAbove(slot, own.oneIn(2));
            default -> await(slot);
        }
    }

    private void complete(int slot) {
        note(slot, "complete");
        expect(
                model.end(model.slots.get(slot), FutureModel.End.VALUE, slot, run.journal.now()),
                slot,
                "complete",
                futures.get(slot).complete(slot));
    }

    private void fail(int slot) {
        note(slot, "fail");
        Fault fault = new Fault(run.fault("f" + slot));
        expect(
                model.end(model.slots.get(slot), FutureModel.End.ERROR, fault, run.journal.now()),
                slot,
                "fail",
                futures.get(slot).fail(fault));
    }

    private void cancel(int slot) {
        note(slot, "cancel");
        expect(
                model.end(model.slots.get(slot), FutureModel.End.CANCELLED, null, run.journal.now()),
                slot,
                "cancel",
                futures.get(slot).cancel("enough of f" + slot));
    }

    private void addCallback(int slot, Draw own) {
        FutureModel.Callback callback;
        if (!callbacks.isEmpty() && own.oneIn(3)) {
            callback = own.of(callbacks);
        } else {
            int target = own.oneIn(3) ? own.below(futures.size()) : -1;
            callback = new FutureModel.Callback(callbacks.size(), target, own.oneIn(3));
            callbacks.add(callback);
            consumers.add(consumer(callback));
        }
        note(slot, "onDone " + callback.number());
        model.onDone(slot, callback);
        futures.get(slot).onDone(consumers.get(callback.number()));
    }

    private Consumer<Deferred<Integer>> consumer(FutureModel.Callback callback) {
        boolean breaks = callback.number() % 5 == 4;
        boolean reports = callback.number() % 4 == 2;
        return ended -> {
            FutureModel.Due due = model.called();
            boolean right = due != null
                    && due.callback() == callback
                    && due.node().slot == slotOf(ended)
                    && due.node().end == endOf(ended);
            run.journal.check(
                    right,
                    "F3",
                    "callback " + callback.number() + " saw " + ended + ", when it was the turn of " + due);
            if (right && due != null && callback.target() >= 0) {
                transfer(callback, due.node(), ended);
            }
            if (reports) {
                report(ended);
            }
            if (breaks) {
                run.breakCallback("f" + slotOf(ended));
            }
        };
    }

    private void report(Deferred<Integer> ended) {
        boolean hasValue = Async.reporter().report(ended);
        run.journal.check(
                hasValue == ended.outcome() instanceof Outcome.Success, "R1", ended + " was reported as " + hasValue);
        if (ended.outcome() instanceof Outcome.Failure<Integer>(Throwable error)) {
            run.reports.merge(error, 1, Integer::sum);
        }
    }

    /** Passes an end on. Others may act before the part that processes it. */
    private void transfer(FutureModel.Callback callback, FutureModel.Node source, Deferred<Integer> ended) {
        FutureModel.Node target = model.slots.get(callback.target());
        boolean hasValue = source.end == FutureModel.End.VALUE;
        boolean open = (hasValue && callback.errorsOnly())
                ? target.end == null
                : model.end(target, Objects.requireNonNull(source.end), source.detail, run.journal.now());
        int[] processed = {0};
        var transfer = Async.transferResult(futures.get(callback.target())).process((from, to) -> processed[0]++);
        (callback.errorsOnly() ? transfer.errorsOnly() : transfer).accept(ended);
        run.journal.check(
                processed[0] == (open && hasValue ? 1 : 0),
                "R3",
                "the transfer from f" + source.slot + " to f" + target.slot + " was processed " + processed[0]
                        + " times");
    }

    private static int slotOf(Deferred<?> future) {
        return Integer.parseInt(String.valueOf(future.name()).substring(1));
    }

    private static FutureModel.End endOf(Deferred<?> ended) {
        return switch (ended.outcome()) {
            case Outcome.Success<?> value -> FutureModel.End.VALUE;
            case Outcome.Failure<?> error -> FutureModel.End.ERROR;
            case Outcome.Cancelled<?> cancelled -> FutureModel.End.CANCELLED;
        };
    }

    private void removeCallback(int slot, Draw own) {
        if (!callbacks.isEmpty()) {
            FutureModel.Callback callback = own.of(callbacks);
            Consumer<Deferred<Integer>> consumer = consumers.get(callback.number());
            expect(
                    model.hasCallback(slot, callback),
                    slot,
                    "hasCallback",
                    futures.get(slot).hasCallback(consumer));
            note(slot, "removeCallback " + callback.number());
            expect(
                    model.removeCallback(slot, callback),
                    slot,
                    "removeCallback",
                    futures.get(slot).removeCallback(consumer));
        }
    }

    private void reset(int slot, boolean force) {
        if (futures.get(slot) instanceof ResettableFuture<Integer> future) {
            note(slot, force ? "reset by force" : "reset");
            model.reset(slot, force, run.journal.now());
            future.reset(force);
        }
    }

    private void closeOrCancelAbove(int slot, boolean close) {
        if (futures.get(slot) instanceof ChildFuture<Integer> child) {
            note(slot, close ? "close" : "cancelParent");
            if (close) {
                model.end(model.slots.get(slot), FutureModel.End.CANCELLED, null, run.journal.now());
                child.close();
            } else {
                expect(
                        model.end(model.root(slot), FutureModel.End.CANCELLED, null, run.journal.now()),
                        slot,
                        "cancelParent",
                        child.cancelParent());
            }
        }
    }

    /** Starts somebody who waits for the present round, whatever rounds come after it. */
    private void await(int slot) {
        waiters.add(Async.background(() -> {
            FutureModel.Node node = model.slots.get(slot);
            long from = run.journal.now();
            Object answer;
            try {
                answer = futures.get(slot).get();
            } catch (ExecutionException | CancellationException thrown) {
                answer = thrown;
            }
            note(slot, "is waited for no more");
            boolean right =
                    node.end != null && isEnd(node, answer) && run.journal.now() == Math.max(from, node.endedAt);
            run.journal.check(right, "F21", "who waited for f" + slot + " got " + answer + " instead of " + node.end);
        }));
    }

    private static boolean isEnd(FutureModel.Node node, @Nullable Object answer) {
        return switch (node.end) {
            case VALUE -> answer instanceof Integer value && value.equals(node.detail);
            case ERROR -> answer instanceof ExecutionException thrown && thrown.getCause() == node.detail;
            case CANCELLED -> answer instanceof CancellationException;
            case null -> false;
        };
    }

    // ---- comparing

    private void compare() {
        for (int slot = 0; slot < futures.size(); slot++) {
            FutureModel.Node node = model.slots.get(slot);
            Future.State expected = switch (node.end) {
                case VALUE -> Future.State.SUCCESS;
                case ERROR -> Future.State.FAILED;
                case CANCELLED -> Future.State.CANCELLED;
                case null -> Future.State.RUNNING;
            };
            Future.State state = futures.get(slot).state();
            run.journal.check(state == expected, "F13", "f" + slot + " is " + state + " instead of " + expected);
        }
    }

    private void compareCalls() {
        List<FutureModel.Due> missed = model.missed();
        run.journal.check(missed.isEmpty(), "F3", "callbacks did not run: " + missed);
    }

    private void expect(boolean expected, int slot, String act, boolean answer) {
        run.journal.check(expected == answer, "F1", act + " of f" + slot + " answered " + answer);
    }

    private void note(int slot, String act) {
        run.journal.note("f" + slot, act);
    }
}
