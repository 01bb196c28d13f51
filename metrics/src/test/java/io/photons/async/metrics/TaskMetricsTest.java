package io.photons.async.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.Task;
import io.photons.async.TaskCounts;
import java.lang.ref.WeakReference;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class TaskMetricsTest {

    private static final TaskCounts COUNTS =
            new TaskCounts(100, 50, 20, 10, Duration.ofMillis(1500), 8, 7, 5, 2, 3, 4, 6);

    private static double counter(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).functionCounter().count();
    }

    private static double gauge(MeterRegistry registry, String name, String... tags) {
        return registry.get(name).tags(tags).gauge().value();
    }

    private static void await(String what, BooleanSupplier condition) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as(what).isLessThan(end);
            LockSupport.parkNanos(1_000_000);
        }
    }

    @Test
    @DisplayName("Every count is a meter of the documented name, kind and tags")
    void everyCountIsAMeter() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        new TaskMetrics(Tags.of("application", "orders"), new Reading(() -> COUNTS)).bindTo(registry);
        assertThat(counter(registry, "photons.tasks.started", "application", "orders"))
                .isEqualTo(100);
        assertThat(counter(registry, "photons.tasks.ended", "outcome", "success"))
                .isEqualTo(50);
        assertThat(counter(registry, "photons.tasks.ended", "outcome", "failure"))
                .isEqualTo(20);
        assertThat(counter(registry, "photons.tasks.ended", "outcome", "cancelled"))
                .isEqualTo(10);
        FunctionTimer duration = registry.get("photons.tasks.duration").functionTimer();
        assertThat(duration.count()).isEqualTo(80);
        assertThat(duration.totalTime(TimeUnit.MILLISECONDS)).isEqualTo(1500);
        assertThat(gauge(registry, "photons.tasks.active", "state", "running")).isEqualTo(8);
        assertThat(gauge(registry, "photons.tasks.active", "state", "waiting")).isEqualTo(7);
        assertThat(gauge(registry, "photons.tasks.active", "state", "queued")).isEqualTo(5);
        assertThat(gauge(registry, "photons.tasks.stragglers")).isEqualTo(2);
        assertThat(counter(registry, "photons.tasks.abandoned")).isEqualTo(3);
        assertThat(counter(registry, "photons.ticks.late")).isEqualTo(4);
        assertThat(gauge(registry, "photons.timers.pending")).isEqualTo(6);
        assertThat(registry.getMeters()).hasSize(12).allSatisfy(meter -> {
            assertThat(meter.getId().getTag("application")).isEqualTo("orders");
            assertThat(meter.getId().getDescription()).isNotBlank();
        });
    }

    @Test
    @DisplayName("Prometheus is given the names that it expects")
    void prometheusIsGivenTheNamesThatItExpects() {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        new TaskMetrics(Tags.empty(), new Reading(() -> COUNTS)).bindTo(registry);
        assertThat(registry.scrape().lines())
                .contains(
                        "# TYPE photons_tasks_started_total counter",
                        "photons_tasks_started_total 100.0",
                        "photons_tasks_ended_total{outcome=\"success\"} 50.0",
                        "photons_tasks_ended_total{outcome=\"failure\"} 20.0",
                        "photons_tasks_ended_total{outcome=\"cancelled\"} 10.0",
                        "photons_tasks_duration_seconds_count 80",
                        "photons_tasks_duration_seconds_sum 1.5",
                        "photons_tasks_active{state=\"running\"} 8.0",
                        "photons_tasks_active{state=\"waiting\"} 7.0",
                        "photons_tasks_active{state=\"queued\"} 5.0",
                        "photons_tasks_stragglers 2.0",
                        "photons_tasks_abandoned_total 3.0",
                        "photons_ticks_late_total 4.0",
                        "photons_timers_pending 6.0");
    }

    @Test
    @DisplayName("All that a publication asks for comes from one reading")
    void allThatAPublicationAsksForComesFromOneReading() {
        AtomicInteger readings = new AtomicInteger();
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        Reading reading = new Reading(() -> {
            readings.incrementAndGet();
            return COUNTS;
        });
        new TaskMetrics(Tags.empty(), reading).bindTo(registry);
        registry.scrape();
        int once = readings.get();
        // A machine that stands still for a tenth of a second may cause another one or two.
        assertThat(once).isBetween(1, 4);
        await("a new reading", () -> {
            registry.scrape();
            return readings.get() > once;
        });
    }

    @Test
    @DisplayName("Tasks are counted as they start and end, in several registries, with nobody holding the binder")
    void tasksAreCountedAsTheyStartAndEnd() throws Exception {
        SimpleMeterRegistry one = new SimpleMeterRegistry();
        SimpleMeterRegistry two = new SimpleMeterRegistry();
        new TaskMetrics().bindTo(one);
        new TaskMetrics(Tags.of("registry", "two")).bindTo(two);
        System.gc();
        double started = counter(one, "photons.tasks.started");
        double failed = counter(one, "photons.tasks.ended", "outcome", "failure");
        double cancelled = counter(one, "photons.tasks.ended", "outcome", "cancelled");
        Promise<Void> go = Async.promise("go");
        Task<Void> waiting = Async.background(() -> {
            go.get();
        });
        Task<Void> stopped = Async.background(() -> Async.sleep(Duration.ofHours(1)));
        Task<Void> failing = Async.task("failing").silent().start(() -> {
            throw new IllegalStateException("planted");
        });
        Async.waitForAll(failing);
        await("two that wait", () -> gauge(two, "photons.tasks.active", "state", "waiting") >= 2);
        Async.cancelAndWait(stopped);
        go.complete(null);
        Async.waitForAll(waiting);
        for (SimpleMeterRegistry registry : new SimpleMeterRegistry[] {one, two}) {
            await("three started", () -> counter(registry, "photons.tasks.started") >= started + 3);
            await("one failed", () -> counter(registry, "photons.tasks.ended", "outcome", "failure") >= failed + 1);
            await(
                    "one cancelled",
                    () -> counter(registry, "photons.tasks.ended", "outcome", "cancelled") >= cancelled + 1);
            await("none waits", () -> gauge(registry, "photons.tasks.active", "state", "waiting") == 0);
        }
    }

    @Test
    @DisplayName("A registry that nobody holds any more is not kept by its binder")
    void aRegistryIsNotKept() {
        TaskMetrics binder = new TaskMetrics();
        WeakReference<MeterRegistry> registry = bound(binder);
        await("the registry is collected", () -> {
            System.gc();
            return registry.refersTo(null);
        });
        binder.bindTo(new SimpleMeterRegistry());
    }

    private static WeakReference<MeterRegistry> bound(TaskMetrics binder) {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        binder.bindTo(registry);
        assertThat(counter(registry, "photons.tasks.started")).isNotNegative();
        return new WeakReference<>(registry);
    }

    @Test
    @DisplayName("E3 a null is refused by name")
    void aNullIsRefusedByName() {
        assertThatThrownBy(() -> new TaskMetrics(null)).hasMessage("tags");
        assertThatThrownBy(() -> new TaskMetrics().bindTo(null)).hasMessage("registry");
    }
}
