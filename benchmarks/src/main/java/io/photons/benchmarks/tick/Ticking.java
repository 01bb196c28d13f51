package io.photons.benchmarks.tick;

import io.photons.benchmarks.Contender;
import io.photons.benchmarks.Load;
import io.photons.benchmarks.Role;
import io.photons.benchmarks.Trial;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.Map;

/**
 * A row of a table of ticks.
 *
 * @param name the head of the row
 * @param role what it is to its table
 * @param skips whether a tick that is very late stands for all that were due before it
 * @param source what ticks
 */
public record Ticking(String name, Role role, boolean skips, TickSource source) implements Contender {

    @Override
    public Trial prepare(Load load) {
        Ticks ticks = new Ticks(skips, load.operations(), load.repeats(), Duration.ofMillis(Tickers.millis(load)));
        Spinners spinners = new Spinners(Tickers.busy(load));
        return new Trial() {
            private Map<String, Double> figures = Map.of();

            @Override
            public void run() throws Exception {
                long before = cpu();
                AutoCloseable running = source.start(ticks);
                ticks.await();
                long spent = cpu() - before;
                running.close();
                figures = ticks.figures(spent);
            }

            @Override
            public Map<String, Double> figures() {
                return figures;
            }

            @Override
            public void clear() throws Exception {
                spinners.stop();
            }
        };
    }

    private static long cpu() {
        var system = (com.sun.management.OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();
        return system.getProcessCpuTime();
    }
}
