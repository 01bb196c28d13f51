package io.photons.benchmarks.ours;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Library;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.callback.AddedAndFired;
import io.photons.benchmarks.tick.Ticking;
import java.util.List;

/** This library's contenders; the only code here that knows it, so that several builds of it can be loaded at once. */
public final class Ours implements Library {

    private static final int CAPACITY = 1024;

    /** Loads it. */
    public Ours() {}

    @Override
    public List<Contender> contenders(String work) {
        return switch (work) {
            case "spawn", "spawn-from-virtual" -> List.of(new HolderTasks());
            case "stream" -> List.of(new StreamerResults());
            case "merge" ->
                List.of(
                        new StreamerMerge("ResultStreamer, no bound", Integer.MAX_VALUE),
                        new StreamerMerge("ResultStreamer, capacity " + CAPACITY, CAPACITY));
            case "timeout", "timeout-from-platform", "timeout-from-two" -> List.of(new CallWithTimeout());
            case "cancel" -> List.of(new CancelledHolder());
            case "callbacks", "callbacks-left" -> List.of(new PromiseCallbacks());
            case "callbacks-added" -> List.of(new AddedAndFired(new PromiseFired()));
            case "callbacks-fired" -> List.of(new PromiseFired());
            case "ticker", "tickers" ->
                List.of(new Ticking("Ticker, iterated by a virtual thread", Role.OURS, true, OurTickers::start));
            case "parked" -> List.of(new ParkedHolder());
            default -> throw new IllegalArgumentException("nothing of ours does " + work);
        };
    }
}
