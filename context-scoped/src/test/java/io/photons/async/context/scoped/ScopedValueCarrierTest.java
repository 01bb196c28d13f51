package io.photons.async.context.scoped;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.photons.async.Async;
import io.photons.async.ContextCarrier;
import io.photons.async.ResultStreamer;
import io.photons.async.Task;
import io.photons.async.TaskHolder;
import io.photons.async.testkit.VirtualTimeTest;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class ScopedValueCarrierTest {

    private static final ScopedValue<String> USER = ScopedValue.newInstance();
    private static final ScopedValue<Integer> TENANT = ScopedValue.newInstance();
    private static final ScopedValue<String> NOT_CHOSEN = ScopedValue.newInstance();

    private ContextCarrier.Registration carrying;

    @BeforeEach
    void register() {
        carrying = ContextCarrier.register(ScopedValueCarrier.of(USER, TENANT));
    }

    @AfterEach
    void unregister() {
        carrying.close();
    }

    private static String context() {
        return USER.orElse("nobody") + " of " + TENANT.orElse(0) + NOT_CHOSEN.orElse("");
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 the values bound where a task is started are bound in its body, chosen ones alone")
    void theValuesAreBoundInTheBody() throws Exception {
        ScopedValue.where(USER, "ada").where(TENANT, 7).where(NOT_CHOSEN, "!").call(() -> {
            assertThat(Async.background(ScopedValueCarrierTest::context).get()).isEqualTo("ada of 7");
            assertThat(Async.withTimeout(Duration.ofSeconds(1), ScopedValueCarrierTest::context))
                    .isEqualTo("ada of 7");
            String nested = Async.background(() ->
                            Async.background(ScopedValueCarrierTest::context).get())
                    .get();
            assertThat(nested).isEqualTo("ada of 7");
            return null;
        });
        assertThat(Async.background(ScopedValueCarrierTest::context).get()).isEqualTo("nobody of 0");
    }

    @VirtualTimeTest(seeds = 10)
    @DisplayName("T16 bodies that wait for a slot and generators have what was bound where they were added")
    void queuedBodiesHaveWhatWasBoundWhereTheyWereAdded() throws Exception {
        List<Task<String>> tasks = new ArrayList<>();
        try (TaskHolder holder = TaskHolder.options().maxConcurrent(1).open();
                ResultStreamer<String, String> results = ResultStreamer.open()) {
            for (int i = 0; i < 5; i++) {
                ScopedValue.where(USER, "user " + i)
                        .run(() -> tasks.add(holder.add(() -> {
                            Async.sleep(Duration.ofSeconds(1));
                            return context();
                        })));
            }
            ScopedValue.where(USER, "ada").run(() -> results.addGenerator("many", out -> out.emit(context())));
            results.noMoreWork();
            results.forEach(result -> assertThat(result.value()).isEqualTo("ada of 0"));
        }
        for (int i = 0; i < 5; i++) {
            assertThat(tasks.get(i).get()).isEqualTo("user " + i + " of 0");
        }
    }

    @Test
    @DisplayName("T16 a body's checked exception goes on as it is")
    void aBodysCheckedExceptionGoesOnAsItIs() throws Exception {
        IOException planted = new IOException("planted");
        ScopedValue.where(USER, "ada").call(() -> {
            assertThatThrownBy(() -> Async.withTimeout(Duration.ofSeconds(9), () -> {
                        throw planted;
                    }))
                    .isSameAs(planted);
            return null;
        });
    }

    @Test
    @DisplayName("E3 a null is refused by name")
    void aNullIsRefusedByName() {
        assertThatThrownBy(() -> ScopedValueCarrier.of((ScopedValue<?>[]) null)).hasMessage("values");
        assertThatThrownBy(() -> ScopedValueCarrier.of(USER, null)).hasMessage("values");
    }
}
