/** The terminal and the command line, as the programs use them. */
@NullMarked
package io.photons.terminal;

import org.jspecify.annotations.NullMarked;
