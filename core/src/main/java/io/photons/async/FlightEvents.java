package io.photons.async;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

/**
 * The events that a recording of the JDK's Flight Recorder holds of this library. Loaded only where there is a recorder, by
 * {@link Flight}.
 *
 * <p>All are on unless a recording says otherwise. A stream that is full all the time has its generator wait as often as it
 * gives results: waits of less than a millisecond are left out.
 *
 * <p><b>Source.</b> T6, T11, K2, S10.
 */
final class FlightEvents {

    private FlightEvents() {}

    @Name("io.photons.async.Task")
    @Label("Task")
    @Category({"Photons", "Tasks"})
    @Description("A task, from the beginning of its body to the end; without a duration if it never began")
    @StackTrace(false)
    static final class TaskEvent extends Event {

        @Label("Name")
        @Description("The name that the task was given; none if it has none")
        @Nullable
        String name;

        @Label("Scope")
        @Description("Kind and name of the scope that holds the task; none if it runs in the background")
        @Nullable
        String scope;

        @Label("Outcome")
        @Description("succeeded, failed or cancelled")
        @Nullable
        String outcome;

        @Label("Error")
        @Description("The class of the error that a task failed with")
        @Nullable
        String error;
    }

    @Name("io.photons.async.CancelRequested")
    @Label("Cancel Requested")
    @Category({"Photons", "Tasks"})
    @Description("The first request to a task to end, on the thread that asks")
    static final class CancelRequestedEvent extends Event {

        @Label("Name")
        @Description("The name that the task was given; none if it has none")
        @Nullable
        String name;

        @Label("Scope")
        @Description("Kind and name of the scope that holds the task; none if it runs in the background")
        @Nullable
        String scope;

        @Label("Thread")
        @Description("The task's own, as its Task event has it; none if the body has not begun")
        @Nullable
        Thread thread;

        @Label("Reason")
        @Description("What the task is told")
        @Nullable
        String reason;
    }

    @Name("io.photons.async.Straggler")
    @Label("Straggler")
    @Category({"Photons", "Tasks"})
    @Description("A task that still ran when the grace after its cancellation was over")
    @StackTrace(false)
    static final class StragglerEvent extends Event {

        @Label("Name")
        @Description("The name that the task was given; none if it has none")
        @Nullable
        String name;

        @Label("Scope")
        @Description("Kind and name of the scope that holds the task; none if it runs in the background")
        @Nullable
        String scope;

        @Label("Thread")
        @Description("The task's own, as its Task event will have it")
        @Nullable
        Thread thread;

        @Label("Grace")
        @Description("How long it was waited for")
        @Timespan(Timespan.NANOSECONDS)
        long grace;

        @Label("Stands At")
        @Description("The innermost call of its thread")
        @Nullable
        String standsAt;
    }

    @Name("io.photons.async.LateTick")
    @Label("Late Tick")
    @Category({"Photons", "Tickers"})
    @Description("A tick that came more than ten milliseconds after it was due")
    @StackTrace(false)
    static final class LateTickEvent extends Event {

        @Label("Ticker")
        @Description("What it is called, or how it ticks")
        @Nullable
        String ticker;

        @Label("Iteration")
        @Description("The number of the tick, from one")
        long iteration;

        @Label("Late")
        @Description("After the point of the grid that it was due at")
        @Timespan(Timespan.NANOSECONDS)
        long late;
    }

    @Name("io.photons.async.StreamBlocked")
    @Label("Stream Blocked")
    @Category({"Photons", "Streams"})
    @Description("The wait of a generator for room on a stream that is full")
    @Threshold("1 ms")
    @StackTrace(false)
    static final class StreamBlockedEvent extends Event {

        @Label("Stream")
        @Description("Kind and name of the stream")
        @Nullable
        String stream;

        @Label("Capacity")
        @Description("How many results it holds")
        long capacity;
    }
}
