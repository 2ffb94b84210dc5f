package dev.banditstreams.model;

import org.jspecify.annotations.Nullable;

/**
 * An arm's counts: the fold of its outcomes up to one offset.
 *
 * @param trials counted trials, n
 * @param successes in {@link Millionths}
 * @param failures in {@link Millionths}
 * @param digest running digest over the outcome ids in fold order
 * @param partition partition of {@code outcomes} that holds the last folded outcome
 * @param offset offset of the last folded outcome
 * @param eventTime greatest event time folded, milliseconds since the epoch
 * @param decayed decayed counts, only with a half-life
 */
public record ArmState(
        String itemId,
        String cohort,
        long trials,
        long successes,
        long failures,
        long digest,
        int partition,
        long offset,
        long eventTime,
        @Nullable DecayedCounts decayed) {

    public ArmKey key() {
        return new ArmKey(itemId, cohort);
    }
}
