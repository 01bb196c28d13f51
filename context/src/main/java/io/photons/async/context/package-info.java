/** Carries the context that Micrometer's context-propagation knows of into tasks. */
@NullMarked
package io.photons.async.context;

import org.jspecify.annotations.NullMarked;
