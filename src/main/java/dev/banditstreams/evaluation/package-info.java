/**
 * Off-policy estimators and regret.
 *
 * <p>May import {@code model} and {@code bandit}.
 */
@NullMarked
package dev.banditstreams.evaluation;

import org.jspecify.annotations.NullMarked;
