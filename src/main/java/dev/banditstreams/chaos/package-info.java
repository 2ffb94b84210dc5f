/**
 * Faults on real processes, and their verdicts.
 *
 * <p>May import {@code model}, {@code codec} and {@code check}.
 */
@NullMarked
package dev.banditstreams.chaos;

import org.jspecify.annotations.NullMarked;
