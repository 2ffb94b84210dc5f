/**
 * Readers of logged data.
 *
 * <p>May import {@code model}.
 */
@NullMarked
package dev.banditstreams.datasets;

import org.jspecify.annotations.NullMarked;
