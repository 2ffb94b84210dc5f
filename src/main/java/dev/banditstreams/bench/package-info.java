/**
 * The end-to-end benchmark: drives the service from outside.
 *
 * <p>May import {@code model}, {@code codec} and {@code simulation}.
 */
@NullMarked
package dev.banditstreams.bench;

import org.jspecify.annotations.NullMarked;
