package io.photons.async;

import org.jspecify.annotations.Nullable;

/**
 * What a thread of ours waits for, where the object alone would not tell: shown in task trees.
 *
 * @param words what is needed, up to whose it is
 * @param whose a future, a scope or a list of futures; null where the words say it all
 */
record Need(String words, @Nullable Object whose) {}
