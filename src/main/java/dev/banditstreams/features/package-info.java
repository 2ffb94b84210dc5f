/**
 * The port to feature stores and its policies.
 *
 * <p>May import {@code model} and {@code metrics}.
 */
@NullMarked
package dev.banditstreams.features;

import org.jspecify.annotations.NullMarked;
