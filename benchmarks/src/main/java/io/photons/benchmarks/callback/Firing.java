package io.photons.benchmarks.callback;

import io.photons.benchmarks.Load;
import io.photons.benchmarks.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Ends as many futures as a load repeats, each with as many callbacks as it has operations.
 *
 * @param <F> the type of the futures
 * @param futures the futures, none ended
 * @param end ends one
 * @param called how many callbacks have run
 * @param wanted how many there are
 */
public record Firing<F>(List<F> futures, Consumer<? super F> end, AtomicInteger called, int wanted) implements Trial {

    /**
     * Makes the futures and gives each its callbacks.
     *
     * @param <F> the type of the futures
     * @param load how many
     * @param maker makes a future
     * @param adder adds a callback that runs what it is given
     * @param end ends one
     * @return the trial
     */
    public static <F> Firing<F> of(
            Load load, Supplier<? extends F> maker, BiConsumer<? super F, Runnable> adder, Consumer<? super F> end) {
        Firing<F> firing =
                new Firing<>(new ArrayList<>(), end, new AtomicInteger(), load.operations() * load.repeats());
        for (int i = 0; i < load.repeats(); i++) {
            F future = maker.get();
            for (int k = 0; k < load.operations(); k++) {
                adder.accept(future, () -> firing.called.setPlain(firing.called.getPlain() + 1));
            }
            firing.futures.add(future);
        }
        return firing;
    }

    @Override
    public void run() {
        for (F future : futures) {
            end.accept(future);
        }
        if (called.get() != wanted) {
            throw new IllegalStateException(called + " callbacks");
        }
    }
}
