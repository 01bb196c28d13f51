package io.photons.async.testkit;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/** First come, first served: no switches but at waits. */
final class FirstCome implements Order {

    private final ArrayDeque<Strand> runnable = new ArrayDeque<>();

    @Override
    public void add(Strand strand) {
        runnable.add(strand);
    }

    @Override
    public @Nullable Strand poll() {
        return runnable.poll();
    }

    @Override
    public boolean isEmpty() {
        return runnable.isEmpty();
    }

    @Override
    public boolean goesOn(Strand running) {
        return true;
    }

    @Override
    public void gaveWay(Strand running) {}
}
