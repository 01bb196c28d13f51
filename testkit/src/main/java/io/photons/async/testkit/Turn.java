package io.photons.async.testkit;

/** What is to be done next with the baton. */
sealed interface Turn {

    /** The strand gets it. */
    record Run(Strand strand) implements Turn {}

    /** The alarm, which has been taken from the others, is fired by whoever has it. */
    record Fire(Alarm alarm) implements Turn {}

    /** Nobody can have it now; whoever makes a strand runnable takes it up. */
    record Lie() implements Turn {}

    /** The conductor gets it. */
    record Stop(Halt why) implements Turn {}
}
