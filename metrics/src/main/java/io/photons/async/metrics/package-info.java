/** Binds the counts of tasks to the meters of Micrometer. */
@NullMarked
package io.photons.async.metrics;

import org.jspecify.annotations.NullMarked;
