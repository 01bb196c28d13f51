package io.photons.benchmarks.ours;

import io.photons.async.Tick;
import io.photons.async.Ticker;
import io.photons.benchmarks.tick.Ticks;
import io.photons.benchmarks.tick.VirtualThreads;

/** Ours: tickers, each iterated by a virtual thread of its own. */
final class OurTickers {

    private OurTickers() {}

    static AutoCloseable start(Ticks ticks) {
        return VirtualThreads.start(ticks, number -> {
            // The least wait that holds otherwise, a tenth of a second, would skip what is nearer.
            try (Ticker ticker = Ticker.every(ticks.every()).followSchedule().open()) {
                for (Tick tick : ticker) {
                    if (!ticks.tick(number)) {
                        break;
                    }
                }
            }
        });
    }
}
