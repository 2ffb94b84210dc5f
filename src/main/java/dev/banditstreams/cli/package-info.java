/**
 * The commands. The only place for {@code System.exit} and {@code System.out}.
 *
 * <p>May import any package.
 */
@NullMarked
package dev.banditstreams.cli;

import org.jspecify.annotations.NullMarked;
