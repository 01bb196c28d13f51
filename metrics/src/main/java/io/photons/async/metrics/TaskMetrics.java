package io.photons.async.metrics;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import io.photons.async.TaskCounts;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/**
 * The counts of all tasks of this JVM as meters of Micrometer.
 *
 * <table>
 * <caption>Meters</caption>
 * <tr><th>name</th><th>kind</th><th>tags</th><th>what it counts</th></tr>
 * <tr><td>{@code photons.tasks.started}</td><td>counter</td><td></td><td>tasks started, or added to be started</td></tr>
 * <tr><td>{@code photons.tasks.ended}</td><td>counter</td><td>{@code outcome}: {@code success}, {@code failure},
 * {@code cancelled}</td><td>tasks that have ended</td></tr>
 * <tr><td>{@code photons.tasks.duration}</td><td>timer</td><td></td><td>tasks that have ended, and how long they ran all
 * together</td></tr>
 * <tr><td>{@code photons.tasks.active}</td><td>gauge</td><td>{@code state}: {@code running}, {@code waiting},
 * {@code queued}</td><td>tasks that have not ended</td></tr>
 * <tr><td>{@code photons.tasks.stragglers}</td><td>gauge</td><td></td><td>bodies that were left behind and still
 * run</td></tr>
 * <tr><td>{@code photons.tasks.abandoned}</td><td>counter</td><td></td><td>bodies that were ever left behind</td></tr>
 * <tr><td>{@code photons.ticks.late}</td><td>counter</td><td></td><td>ticks given too late</td></tr>
 * <tr><td>{@code photons.timers.pending}</td><td>gauge</td><td></td><td>time-outs and timed waits under way</td></tr>
 * </table>
 *
 * <p>What exactly is counted, {@link TaskCounts} tells.
 *
 * <p><b>Lifecycle.</b> It can be bound to any number of registries, need not be held afterwards, and holds no registry.
 *
 * <p><b>Threads.</b> The counts are read on the thread that asks a meter, at most ten times a second.
 *
 * <p><b>Source.</b> W6, T11, K2.
 *
 * {@snippet :
 * new TaskMetrics(Tags.of("application", "orders")).bindTo(registry);
 * }
 */
public final class TaskMetrics implements MeterBinder {

    private final Tags tags;
    private final Reading reading;

    /** Makes a binder whose meters have no tags but their own. */
    public TaskMetrics() {
        this(Tags.empty());
    }

    /**
     * Makes a binder.
     *
     * @param tags what all its meters are to have, besides their own
     */
    public TaskMetrics(Iterable<Tag> tags) {
        this(tags, Reading.OF_THE_JVM);
    }

    TaskMetrics(Iterable<Tag> tags, Reading reading) {
        this.tags = Tags.of(Objects.requireNonNull(tags, "tags"));
        this.reading = reading;
    }

    @Override
    public void bindTo(MeterRegistry registry) {
        Objects.requireNonNull(registry, "registry");
        counter(registry, "photons.tasks.started", "Tasks started, or added to be started", tags, TaskCounts::started);
        String ended = "Tasks that have ended";
        counter(registry, "photons.tasks.ended", ended, tags.and("outcome", "success"), TaskCounts::succeeded);
        counter(registry, "photons.tasks.ended", ended, tags.and("outcome", "failure"), TaskCounts::failed);
        counter(registry, "photons.tasks.ended", ended, tags.and("outcome", "cancelled"), TaskCounts::cancelled);
        FunctionTimer.builder(
                        "photons.tasks.duration",
                        reading,
                        from -> ended(from.counts()),
                        from -> from.counts().runTime().toNanos(),
                        TimeUnit.NANOSECONDS)
                .description("Tasks that have ended, and how long they ran")
                .tags(tags)
                .register(registry);
        String active = "Tasks that have not ended";
        gauge(registry, "photons.tasks.active", active, tags.and("state", "running"), TaskCounts::running);
        gauge(registry, "photons.tasks.active", active, tags.and("state", "waiting"), TaskCounts::waiting);
        gauge(registry, "photons.tasks.active", active, tags.and("state", "queued"), TaskCounts::queued);
        gauge(
                registry,
                "photons.tasks.stragglers",
                "Bodies that were left behind and still run",
                tags,
                TaskCounts::stragglers);
        counter(registry, "photons.tasks.abandoned", "Bodies that were ever left behind", tags, TaskCounts::leftBehind);
        counter(registry, "photons.ticks.late", "Ticks given too late", tags, TaskCounts::lateTicks);
        gauge(
                registry,
                "photons.timers.pending",
                "Time-outs and timed waits under way",
                tags,
                TaskCounts::pendingTimers);
    }

    private static long ended(TaskCounts counts) {
        return counts.succeeded() + counts.failed() + counts.cancelled();
    }

    private void counter(
            MeterRegistry registry, String name, String words, Tags all, ToDoubleFunction<TaskCounts> value) {
        FunctionCounter.builder(name, reading, from -> value.applyAsDouble(from.counts()))
                .description(words)
                .tags(all)
                .register(registry);
    }

    // Without a unit: Prometheus would have "tasks" at the end of the name as well.
    private void gauge(
            MeterRegistry registry, String name, String words, Tags all, ToDoubleFunction<TaskCounts> value) {
        Gauge.builder(name, reading, from -> value.applyAsDouble(from.counts()))
                .description(words)
                .tags(all)
                .register(registry);
    }
}
