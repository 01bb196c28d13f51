package io.photons.stress.simulation;

/**
 * When something happened: the clock's reading, and the place in the journal.
 *
 * <p>Readings are what the rules speak of. Places tell more where nothing can have come between an act and its note.
 *
 * @param at nanoseconds of virtual time
 * @param number the place in the journal
 */
record Moment(long at, int number) {

    static final Moment NEVER = new Moment(Long.MAX_VALUE, Integer.MAX_VALUE);

    boolean happened() {
        return this != NEVER;
    }

    boolean before(Moment other) {
        return number < other.number;
    }
}
