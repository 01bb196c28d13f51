package io.photons.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured under one load.
 *
 * @param scale what there is to compare
 * @param load the load
 * @param samples by contender, in the order of the rows
 */
record Column(Work.Scale scale, Load load, Map<Contender, Samples> samples) {

    Samples limit() {
        return samples.get(of(Role.LIMIT).getFirst());
    }

    List<Contender> of(Role role) {
        return samples.keySet().stream()
                .filter(contender -> contender.role() == role)
                .toList();
    }

    /** One's times, bytes or processor time over another's. */
    Samples.Ratio compare(Samples one, Samples other) {
        return switch (scale) {
            case RATIO, NANOS -> one.over(other);
            case HEAP -> Samples.Ratio.exactly(one.bytes() / other.bytes());
            case FIGURES -> Samples.Ratio.exactly(cpu(one) / cpu(other));
        };
    }

    private static double cpu(Samples samples) {
        return samples.figures().getOrDefault(Trial.CPU, Double.NaN);
    }

    /** The cheapest of those that do the same work. */
    Optional<Contender> bestPeer() {
        return of(Role.PEER).stream()
                .min(Comparator.comparingDouble(
                        peer -> compare(samples.get(peer), limit()).median()));
    }

    /** The same contender of the other build. */
    Optional<Contender> baselineOf(Contender ours) {
        return of(Role.BASELINE).stream()
                .filter(baseline -> ((Baseline) baseline).contender().name().equals(ours.name()))
                .findFirst();
    }
}
