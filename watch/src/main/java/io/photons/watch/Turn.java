package io.photons.watch;

/**
 * Whose check it is: the context of each check's result.
 *
 * @param round the round that it belongs to
 * @param index the target's place in the list
 * @param target what is checked
 */
record Turn(Round round, int index, Target target) {}
