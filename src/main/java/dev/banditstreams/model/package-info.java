/**
 * The words of the domain as records: requests, recommendations, rewards, outcomes, arms, dead letters.
 *
 * <p>Imports nothing of ours. Start with {@link dev.banditstreams.model.ScoringRequest} and
 * {@link dev.banditstreams.model.Recommendation}.
 */
@NullMarked
package dev.banditstreams.model;

import org.jspecify.annotations.NullMarked;
