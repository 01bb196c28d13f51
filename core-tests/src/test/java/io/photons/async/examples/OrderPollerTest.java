package io.photons.async.examples;

import static org.assertj.core.api.Assertions.assertThat;

import io.photons.async.Async;
import io.photons.async.Promise;
import io.photons.async.testkit.VirtualTime;
import io.photons.async.testkit.VirtualTimeTest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderPollerTest {

    private final AtomicInteger begun = new AtomicInteger();
    private final AtomicInteger done = new AtomicInteger();

    private OrderPoller polling(Duration time) {
        return new OrderPoller(tick -> {
            begun.incrementAndGet();
            try {
                Async.sleep(time);
                done.incrementAndGet();
            } catch (InterruptedException e) {
                throw new CancellationException();
            }
        });
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("A bean stops taking work in, lets what is under way end, and only then calls back")
    void aBeanDrainsAndCallsBack(VirtualTime time) throws Exception {
        OrderPoller bean = polling(Duration.ofSeconds(4));
        assertThat(bean.isRunning()).isFalse();
        bean.start();
        Async.sleep(Duration.ofMillis(2500));
        assertThat(bean.isRunning()).isTrue();
        Promise<Duration> stopped = Async.promise("stopped");
        bean.stop(() -> stopped.complete(time.elapsed()));
        assertThat(stopped.isDone()).isFalse();
        assertThat(stopped.get()).isEqualTo(Duration.ofSeconds(6));
        assertThat(bean.isRunning()).isFalse();
        assertThat(begun).hasValue(3);
        assertThat(done).hasValue(3);
    }

    @VirtualTimeTest(seeds = 20)
    @DisplayName("A bean whose work takes too long has it cancelled, and calls back in time")
    void aBeanCallsBackInTime(VirtualTime time) throws Exception {
        OrderPoller bean = polling(Duration.ofHours(1));
        bean.start();
        Async.sleep(Duration.ofMillis(500));
        Promise<Duration> stopped = Async.promise("stopped");
        bean.stop(() -> stopped.complete(time.elapsed()));
        assertThat(stopped.get()).isEqualTo(Duration.ofMillis(10_500));
        assertThat(done).hasValue(0);
    }

    @ParameterizedTest
    @ValueSource(strings = {"OrderPoller", "StoppableProgram"})
    @DisplayName("The document shows the examples as they are compiled here")
    void theDocumentShowsTheExamples(String example) throws Exception {
        String source = Files.readString(Path.of("src/test/java/io/photons/async/examples", example + ".java"));
        String shown = source.substring(source.indexOf("// begin\n") + 9, source.indexOf("// end"));
        assertThat(Files.readString(Path.of("../docs/graceful-stop.md")))
                .contains("```java\n" + shown.stripIndent().stripTrailing() + "\n```");
    }
}
