package io.photons.stress.simulation;

import io.photons.stress.PlantedBug;
import java.util.List;

/** Mistakes that the simulation must notice: each breaks one rule, most of them only where things come together badly. */
final class PlantedBugs {

    static final List<PlantedBug> ALL = List.of(
            new PlantedBug(
                    "a waiter is not woken where another came after it",
                    "Settlement.java",
                    "                unpark(waiter.runtime, waiter.thread);",
                    "                if (at.next == null) unpark(waiter.runtime, waiter.thread);"),
            new PlantedBug(
                    "a body's result is dropped when the stream is full",
                    "ResultStreamer.java",
                    "told = put(result, Long.MAX_VALUE)",
                    "told = put(result, capacity)"),
            new PlantedBug(
                    "the last of several callbacks runs twice",
                    "Drain.java",
                    "                guarded(future, callback.consumer, future);",
                    "                guarded(future, callback.consumer, future);"
                            + " if (at != first && at.next == null) guarded(future, callback.consumer, future);"),
            new PlantedBug(
                    "a task added while the holder closes is not waited for",
                    "Scope.java",
                    "                return false;\n            }\n            roster.add(job);\n            return true;",
                    "                return false;\n            }\n            if (stage == Stage.OPEN) roster.add(job);\n"
                            + "            return true;"),
            new PlantedBug(
                    "a time-out's timer is left behind",
                    "Timeout.java",
                    "            if (timer != null) {\n                timer.cancel();",
                    "            if (timer != null && task.isCancelled()) {\n                timer.cancel();"),
            new PlantedBug(
                    "an error thrown in answer to a cancellation is swallowed",
                    "Job.java",
                    "} else if (!has(SILENT) && ended()",
                    "} else if (!has(SILENT) && cancellation == null && ended()"),
            new PlantedBug(
                    "of several descendants the third is not told of the end",
                    "Settlement.java",
                    "            ends.add(new Drain.End(child, first, kinds));",
                    "            if (ends.size() != 3) ends.add(new Drain.End(child, first, kinds));"),
            new PlantedBug(
                    "the slot of a cancelled body is never given back",
                    "Slots.java",
                    "} else if (borrower == null && lender == null) {",
                    "} else if (borrower == null && lender == null && !job.isCancelled()) {"),
            new PlantedBug(
                    "a tick after one that came late is off the grid",
                    "Schedule.java",
                    "long next = gridPointAfter(now);",
                    "long next = plus(now, every);"),
            new PlantedBug(
                    "results are given after the close",
                    "ResultStreamer.java",
                    "        while (!emptied) {",
                    "        while (!emptied || queue.size() > 0) {"),
            new PlantedBug(
                    "nobody is told of a straggler",
                    "Stragglers.java",
                    "        warn(subject, \"it still runs\", graceNanos, place);",
                    "        if (place == null) warn(subject, \"it still runs\", graceNanos, place);"),
            new PlantedBug(
                    "the reason of a cancellation is lost on the way down",
                    "Cancellation.java",
                    "return new Cancellation(above.given, parent,",
                    "return new Cancellation(null, parent,"),
            new PlantedBug(
                    "a scope does not hand the deadline on",
                    "Scope.java",
                    "    final long deadline() {\n        return deadline;",
                    "    final long deadline() {\n        return AsyncRuntime.NO_DEADLINE;"),
            new PlantedBug(
                    "one body too many runs for ever after a wait that was given up",
                    "Slots.java",
                    "                lenders.remove(job);\n                inUse++;",
                    "                lenders.remove(job);"),
            new PlantedBug(
                    "nobody lends a slot where there are several",
                    "Slots.java",
                    "Job<?> lender = job.isSlotted() ? holderOfSlot() : null;",
                    "Job<?> lender = job.isSlotted() && limit < 2 ? holderOfSlot() : null;"),
            new PlantedBug(
                    "a forced reset forgets who waits",
                    "ResettableFuture.java",
                    "new Promise<T>(name())) && force) {",
                    "new Promise<T>(name())) && force && present.isDone()) {"),
            new PlantedBug(
                    "errors after the first are lost by a holder that fails fast",
                    "TaskHolder.java",
                    "                    failure.addSuppressed(error);",
                    "                    failure.getSuppressed();"),
            new PlantedBug(
                    "a tick comes although the ticker is paused",
                    "Ticker.java",
                    "Tick tick = gate == null ? tick(now, heldBack) : null;",
                    "Tick tick = gate == null || iteration > 2 ? tick(now, heldBack) : null;"),
            new PlantedBug(
                    "a consumer who waits is not told that no more work comes",
                    "ResultStreamer.java",
                    "        noMoreWork = true;\n        wakeConsumers();",
                    "        noMoreWork = true;"),
            new PlantedBug(
                    "who closes does not look when a grace begins",
                    "Graces.java",
                    "        if (rung != null) {\n            rung.complete(null);",
                    "        if (rung != null && scope.pending() == 1) {\n            rung.complete(null);"),
            new PlantedBug(
                    "a transfer of errors alone passes a value on",
                    "Transfer.java",
                    "boolean open = (hasValue && errorsOnly) ? !target.isDone() : target.endAs(ended);",
                    "boolean open = target.endAs(ended);"),
            new PlantedBug(
                    "a producer who waits for room is not told of it",
                    "ResultQueue.java",
                    "                if (producers.length() > 0 && !producerCalled) {",
                    "                if (producers.length() > 1 && !producerCalled) {"),
            new PlantedBug(
                    "a task that is cancelled before it begins begins all the same",
                    "Job.java",
                    "                    if (move(NEW, ENDING) || move(DOOMED, ENDING)) {\n                        work = null;",
                    "                    if (register.opener() != null) return first; if (move(NEW, ENDING)) {"));

    private PlantedBugs() {}
}
