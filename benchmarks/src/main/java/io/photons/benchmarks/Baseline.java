package io.photons.benchmarks;

import java.util.List;

/**
 * A contender of another build of the library.
 *
 * @param contender the contender
 */
record Baseline(Contender contender) implements Contender {

    static List<Contender> of(List<Contender> contenders) {
        return contenders.stream().<Contender>map(Baseline::new).toList();
    }

    @Override
    public String name() {
        return "baseline: " + contender.name();
    }

    @Override
    public Role role() {
        return Role.BASELINE;
    }

    @Override
    public boolean takes(Load load) {
        return contender.takes(load);
    }

    @Override
    public Trial prepare(Load load) throws Exception {
        return contender.prepare(load);
    }
}
