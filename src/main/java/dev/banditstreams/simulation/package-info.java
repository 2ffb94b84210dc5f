/**
 * Worlds with known truth.
 *
 * <p>May import {@code model}, {@code bandit}, {@code codec} and {@code topology}.
 */
@NullMarked
package dev.banditstreams.simulation;

import org.jspecify.annotations.NullMarked;
