package dev.banditstreams.model;

import java.util.List;

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
 * @param decays decayed counts, one for each half-life that a placement has
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
        List<DecayedCounts> decays) {

    public ArmState {
        decays = List.copyOf(decays);
    }

    public ArmKey key() {
        return new ArmKey(itemId, cohort);
    }

    /**
     * The counts decayed by a half-life. Where the arm has none for it, because the half-life is new, its counts until
     * then are taken to be as old as the latest of them.
     */
    public DecayedCounts decayed(long halfLifeMs) {
        for (DecayedCounts counts : decays) {
            if (counts.halfLifeMs() == halfLifeMs) {
                return counts;
            }
        }
        return new DecayedCounts(halfLifeMs, Millionths.toDouble(successes), Millionths.toDouble(failures), eventTime);
    }
}
