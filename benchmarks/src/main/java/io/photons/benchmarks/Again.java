package io.photons.benchmarks;

/**
 * A contender once more, to show how far apart two readings of one and the same thing are.
 *
 * @param contender the contender
 */
record Again(Contender contender) implements Contender {

    @Override
    public String name() {
        return "the limit once more";
    }

    @Override
    public Role role() {
        return Role.CONTROL;
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
