package io.photons.async;

import java.util.List;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Finds out what tasks wait for, and until when, from what their threads are parked on. Asks nothing of objects that are
 * not this library's.
 *
 * <p><b>Source.</b> W6.
 */
final class Waiting {

    /** So many futures of a wait for the first one are named. */
    private static final int NAMED = 5;

    private final Survey survey;

    Waiting(Survey survey) {
        this.survey = survey;
    }

    TaskSnapshot.@Nullable Wait of(Job<?> job) {
        if (job.ended() != null) {
            return null;
        }
        Thread thread = job.thread();
        if (thread == null) {
            return job.isSlotted() && job.isToBegin() ? forSlot(job) : null;
        }
        Object blocker = LockSupport.getBlocker(thread);
        if (blocker == null) {
            return Survey.isWaiting(job, thread) ? elsewhere(thread) : null;
        }
        long deadline = AsyncRuntime.NO_DEADLINE;
        if (blocker instanceof AsyncRuntime.TimedBlocker timed) {
            blocker = timed.blocker();
            deadline = timed.deadline();
        } else if (blocker instanceof TimedTask<?> called) {
            deadline = called.deadline();
        }
        return new TaskSnapshot.Wait(words(blocker), survey.left(deadline));
    }

    private static TaskSnapshot.Wait forSlot(Job<?> job) {
        if (!(job.register instanceof Scope scope)) {
            throw new AssertionError(job);
        }
        boolean full = !scope.mayStart() && scope.finalFuture.ended() == null;
        return new TaskSnapshot.Wait((full ? "room on " : "a slot of ") + scope.label(), null);
    }

    private static TaskSnapshot.Wait elsewhere(Thread thread) {
        String what = thread.getState() == Thread.State.BLOCKED ? "a monitor" : "something outside of the library";
        return new TaskSnapshot.Wait(what, null);
    }

    TaskSnapshot.Wait of(Iterated.Ticks ticks) {
        Long due = ticks.due();
        return due == null
                ? new TaskSnapshot.Wait("the end of a pause", null)
                : new TaskSnapshot.Wait("the next tick", survey.left(due));
    }

    /** What a blocker stands for, in words. */
    static String words(Object awaited) {
        return switch (awaited) {
            case Need need -> need.words() + whose(need.whose());
            case Deferred<?> future -> future.label();
            case Scope scope -> scope.label();
            case Iterated.Ticks ticks -> ticks.label();
            default -> named(awaited.getClass());
        };
    }

    private static String whose(@Nullable Object whose) {
        return switch (whose) {
            case null -> "";
            case List<?> futures -> several(futures);
            default -> words(whose);
        };
    }

    private static String several(List<?> futures) {
        String named = futures.stream().limit(NAMED).map(Waiting::words).collect(Collectors.joining(", "));
        return futures.size() <= NAMED ? named : named + " and " + (futures.size() - NAMED) + " more";
    }

    private static String named(Class<?> type) {
        return type.getSimpleName().isEmpty() ? type.getName() : type.getSimpleName();
    }
}
