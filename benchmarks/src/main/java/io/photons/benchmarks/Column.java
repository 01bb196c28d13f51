package io.photons.benchmarks;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What was measured under one load.
 *
 * @param load the load
 * @param samples by contender, in the order of the rows
 */
record Column(Load load, Map<Contender, Samples> samples) {

    Samples limit() {
        return samples.get(of(Role.LIMIT).getFirst());
    }

    List<Contender> of(Role role) {
        return samples.keySet().stream()
                .filter(contender -> contender.role() == role)
                .toList();
    }

    /** The fastest of those that do the same work. */
    Optional<Contender> bestPeer(Work.Scale scale) {
        return of(Role.PEER).stream()
                .min(Comparator.comparingDouble(peer -> scale == Work.Scale.HEAP
                        ? samples.get(peer).bytes()
                        : samples.get(peer).over(limit()).median()));
    }

    /** The same contender of the other build. */
    Optional<Contender> baselineOf(Contender ours) {
        return of(Role.BASELINE).stream()
                .filter(baseline -> ((Baseline) baseline).contender().name().equals(ours.name()))
                .findFirst();
    }
}
