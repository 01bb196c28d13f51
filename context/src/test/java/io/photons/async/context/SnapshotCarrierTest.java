package io.photons.async.context;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import io.micrometer.context.ContextRegistry;
import io.micrometer.context.ContextSnapshotFactory;
import io.micrometer.context.integration.Slf4jThreadLocalAccessor;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.ContextKey;
import io.opentelemetry.context.Scope;
import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.Promise;
import io.photons.async.Result;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.ServiceLoader;
import java.util.concurrent.Callable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** The carrier is found, not registered: this module is on the class path of its own tests. */
class SnapshotCarrierTest {

    private static final ContextKey<String> SPAN = ContextKey.named("span");

    @BeforeAll
    static void registerAccessors() {
        ContextRegistry.getInstance()
                .registerThreadLocalAccessor(new Slf4jThreadLocalAccessor())
                .registerThreadLocalAccessor(new OpenTelemetryAccessor());
    }

    @AfterEach
    void clear() {
        MDC.clear();
    }

    private static String context() {
        String span = Context.current().get(SPAN);
        return MDC.get("request") + " in " + span;
    }

    private static <T> T in(String request, String span, Callable<T> action) throws Exception {
        try (MDC.MDCCloseable mdc = MDC.putCloseable("request", request);
                Scope scope = Context.current().with(SPAN, span).makeCurrent()) {
            return action.call();
        }
    }

    @Test
    @DisplayName("T16 the carrier is found beside the library")
    void theCarrierIsFound() {
        assertThat(ServiceLoader.load(ContextCarrier.class)).hasExactlyElementsOfTypes(SnapshotCarrier.class);
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 MDC and OpenTelemetry's context are in force in every kind of body, and gone after it")
    void contextIsInForceInEveryKindOfBody() throws Exception {
        List<String> seen = new ArrayList<>();
        List<Task<String>> tasks = new ArrayList<>();
        Promise<String> after = Async.promise("after");
        Promise<Void> go = Async.promise("go");
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open();
                ResultStreamer<String, String> results = ResultStreamer.open()) {
            in("7", "a", () -> {
                tasks.add(Async.background(SnapshotCarrierTest::context));
                tasks.add(holder.add(() -> {
                    go.get();
                    return context();
                }));
                tasks.add(holder.add(SnapshotCarrierTest::context));
                results.add("body", SnapshotCarrierTest::context);
                results.addGenerator("generator", out -> {
                    out.emit(context());
                    Async.sleep(Duration.ofSeconds(1));
                    out.emit(context());
                });
                seen.add(Async.withTimeout(Duration.ofSeconds(5), SnapshotCarrierTest::context));
                seen.add(Async.background(() ->
                                Async.background(SnapshotCarrierTest::context).get())
                        .get());
                return null;
            });
            Task<String> other = in("8", "b", () -> holder.add(SnapshotCarrierTest::context));
            Task<String> bare = holder.add(SnapshotCarrierTest::context);
            tasks.getFirst().onDone(ended -> after.complete(context()));
            go.complete(null);
            results.noMoreWork();
            for (Result<String, String> result : results) {
                seen.add(result.value());
            }
            for (Task<String> task : tasks) {
                seen.add(task.get());
            }
            assertThat(seen).hasSize(8).containsOnly("7 in a");
            assertThat(other.get()).isEqualTo("8 in b");
            assertThat(bare.get()).isEqualTo("null in null");
            assertThat(context()).isEqualTo("null in null");
        }
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 a callback that runs after a body sees none of its context; what was captured is in force alone")
    void aCallbackSeesNoneOfTheBodysContext() throws Exception {
        Promise<Void> go = Async.promise("go");
        Promise<String> after = Async.promise("after");
        Promise<String> captured = Async.promise("captured");
        Task<Void> task = in(
                "7",
                "a",
                () -> Async.background(() -> {
                    go.get();
                }));
        Callable<String> nothing = ContextCarrier.carry(SnapshotCarrierTest::context);
        task.onDone(ended -> after.complete(context()));
        go.complete(null);
        in("8", "b", () -> captured.complete(nothing.call()));
        assertThat(after.get()).isEqualTo("null in null");
        assertThat(captured.get()).isEqualTo("null in null");
    }

    @Test
    @DisplayName("T16 what a body logs through SLF4J on Logback bears the starter's MDC")
    void whatABodyLogsBearsTheStartersMdc() throws Exception {
        Logger logger = (Logger) LoggerFactory.getLogger("test.requests");
        ListAppender<ILoggingEvent> events = new ListAppender<>();
        events.start();
        logger.addAppender(events);
        try {
            in("7", "a", () -> Async.background(() -> logger.info("served"))).get();
            assertThat(events.list).hasSize(1);
            assertThat(events.list.getFirst().getMDCPropertyMap()).containsEntry("request", "7");
        } finally {
            logger.detachAppender(events);
        }
    }

    @VirtualTimeTest
    @DisplayName("T16 a carrier with a factory of its own carries what that captures")
    void aCarrierWithAFactoryOfItsOwn() throws Exception {
        ThreadLocal<String> user = new ThreadLocal<>();
        ContextRegistry registry = new ContextRegistry().registerThreadLocalAccessor("user", user);
        ContextSnapshotFactory snapshots =
                ContextSnapshotFactory.builder().contextRegistry(registry).build();
        user.set("ada");
        try (ContextCarrier.Registration carrying = ContextCarrier.register(new SnapshotCarrier(snapshots))) {
            assertThat(Async.background(user::get).get()).isEqualTo("ada");
        } finally {
            user.remove();
        }
    }

    @VirtualTimeTest
    @DisplayName("T16 an accessor that throws ends the task with its error")
    void anAccessorThatThrowsEndsTheTaskWithItsError() {
        IllegalStateException planted = new IllegalStateException("planted");
        ContextRegistry registry = new ContextRegistry()
                .registerThreadLocalAccessor(
                        "broken",
                        () -> "value",
                        value -> {
                            throw planted;
                        },
                        () -> {});
        ContextSnapshotFactory snapshots =
                ContextSnapshotFactory.builder().contextRegistry(registry).build();
        try (ContextCarrier.Registration carrying = ContextCarrier.register(new SnapshotCarrier(snapshots))) {
            Task<Integer> task = Async.task("broken").silent().start(() -> 1);
            assertThatThrownBy(task::get).hasCause(planted);
        }
    }

    @Test
    @DisplayName("E3 a null is refused by name")
    void aNullIsRefusedByName() {
        assertThatThrownBy(() -> new SnapshotCarrier(null)).hasMessage("snapshots");
    }

    @Test
    @DisplayName("The document shows the accessor as it is compiled here")
    void theDocumentShowsTheAccessor() throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/photons/async/context/OpenTelemetryAccessor.java"));
        String shown = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("// end"));
        assertThat(Files.readString(Path.of("../docs/context.md"))).contains("```java\n" + shown + "```");
    }
}
