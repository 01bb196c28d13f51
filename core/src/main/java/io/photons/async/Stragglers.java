package io.photons.async;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Tells of bodies that still ran when the grace after their cancellation was over: who they are, where they stand, and
 * what became of them.
 *
 * <p><b>Source.</b> T11, H4, E1.
 */
final class Stragglers {

    private Stragglers() {}

    /** Leaves a job behind, with a warning, unless it has ended after all; then returns false. */
    static boolean leaveBehind(Job<?> job, long graceNanos) {
        Root root = job.register.root();
        // Guards against a job that ends meanwhile: it is listed first, and its end looks for the mark.
        root.straggles(job);
        job.leaveBehind();
        Deferred<?> subject = job.subject();
        if (subject.isDone()) {
            root.stragglesNoMore(job);
            return false;
        }
        root.leftBehind.increment();
        Thread thread = subject instanceof Task<?> task ? task.thread() : null;
        Throwable place = thread == null ? null : place(subject.label(), thread);
        Flight.straggles(job, graceNanos, thread, place);
        warn(subject, "it still runs", graceNanos, place);
        return true;
    }

    /** What shows in a log where a thread stands. */
    static Throwable place(String whose, Thread thread) {
        Throwable place = new Throwable("where " + whose + " stands");
        place.setStackTrace(thread.getStackTrace());
        return place;
    }

    /** Tells of a job that has ended and is left behind while its callbacks run. */
    static void leaveCallbacksBehind(Job<?> job, long graceNanos) {
        warn(job.subject(), "it has ended, but its callbacks still run", graceNanos, null);
    }

    private static void warn(Deferred<?> subject, String what, long graceNanos, @Nullable Throwable place) {
        Reports.warning(
                subject.label() + " is a straggler: " + what + " " + Duration.ofNanos(graceNanos)
                        + " after it was cancelled, and is no longer waited for",
                place);
    }

    /** Tells what a straggler ended with, unless that was told already: by this, or by the task that it stands for. */
    static void ended(Job<?> job) {
        if (!job.claimReport()) {
            return;
        }
        Deferred<?> subject = job.subject();
        boolean told = subject != job && subject instanceof Job<?> task && !task.claimReport();
        if (!told && subject.ended() instanceof Failed failed) {
            Reports.error("The straggler " + subject.label() + " failed", subject.error(failed));
        } else {
            Reports.warning("The straggler " + subject + " has ended", null);
        }
    }
}
