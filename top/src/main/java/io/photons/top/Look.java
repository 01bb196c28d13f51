package io.photons.top;

/**
 * What was seen at one look.
 *
 * @param jvm where
 * @param snapshot what runs
 * @param stacks the stacks that were asked for
 */
record Look(Jvm jvm, Snapshot snapshot, Stacks stacks) {}
