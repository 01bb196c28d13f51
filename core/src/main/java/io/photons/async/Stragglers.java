package io.photons.async;

import java.time.Duration;

/**
 * Tells of bodies that still ran when the grace after their cancellation was over: who they are, where they stand, and
 * what became of them.
 *
 * <p><b>Source.</b> T11, H4, E1.
 */
final class Stragglers {

    private Stragglers() {}

    /** Leaves a job behind, with a warning, unless it has ended after all. */
    static void leaveBehind(Job<?> job, long graceNanos) {
        job.leaveBehind();
        Deferred<?> subject = job.subject();
        if (subject.isDone()) {
            return;
        }
        Thread thread = subject instanceof Task<?> task ? task.thread() : null;
        Throwable place = null;
        if (thread != null) {
            place = new Throwable("where " + subject.label() + " stands");
            place.setStackTrace(thread.getStackTrace());
        }
        Reports.warning(
                subject.label() + " is a straggler: it still runs " + Duration.ofNanos(graceNanos)
                        + " after it was cancelled, and is no longer waited for",
                place);
    }

    /** Tells what a straggler ended with. */
    static void ended(Job<?> job) {
        Deferred<?> subject = job.subject();
        if (subject.ended() instanceof Failed failed) {
            Reports.error("The straggler " + subject.label() + " failed", subject.error(failed));
        } else {
            Reports.warning("The straggler " + subject + " has ended", null);
        }
    }
}
