/**
 * What a policy is worth, estimated from what another policy logged (off-policy evaluation), and why a single
 * recommendation is what it is.
 *
 * <p>Rows and an outcome model become a {@link dev.banditstreams.evaluation.Sample}, and that an
 * {@link dev.banditstreams.evaluation.Evaluation}. Propensities are marginals: the probability of this item at this
 * position, whatever stands at the others. A recommendation becomes an
 * {@link dev.banditstreams.evaluation.Explanation}. May import {@code model} and {@code bandit}. Start with
 * {@link dev.banditstreams.evaluation.Estimator}, or {@link dev.banditstreams.evaluation.Explaining}.
 */
@NullMarked
package dev.banditstreams.evaluation;

import org.jspecify.annotations.NullMarked;
