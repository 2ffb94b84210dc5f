package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.Millionths;
import org.jspecify.annotations.Nullable;

/**
 * The arms of one cohort: what a draw needs, together, and the counts that it comes from, apart.
 *
 * <p>Trials are not kept: every outcome adds as much to successes and failures as it adds trials, so they are a
 * millionth of their sum. One thread writes, others read at the same time under {@link SeqLocks}.
 */
final class ArmColumns {

    /** Columns of {@link #posteriors}: alpha, beta, and the scale of both. */
    static final int ALPHA = 0;

    static final int BETA = 1;

    /** Negative: the posterior was out of range, and what stands here is the prior. */
    static final int SCALE_ALPHA = 2;

    static final int SCALE_BETA = 3;
    static final int STRIDE = 4;

    private static final int SUCCESSES = 0;
    private static final int FAILURES = 1;

    /** Columns of each half-life. */
    private static final int DECAYED = 3;

    private static final int AS_OF = 2;

    private final String cohort;
    private final PagedRows posteriors = new PagedRows(STRIDE);
    private final PagedRows counts = new PagedRows(2);
    private final long[] halfLives;
    private final PagedRows decays;

    /** @param halfLives for which there are decayed counts, in milliseconds */
    ArmColumns(String cohort, long[] halfLives) {
        this.cohort = cohort;
        this.halfLives = halfLives;
        decays = new PagedRows(DECAYED * halfLives.length);
    }

    /** The arms of a cohort among those of all; null if it has none. */
    static @Nullable ArmColumns of(String cohort, ArmColumns[] all) {
        for (ArmColumns arms : all) {
            if (arms.cohort.equals(cohort)) {
                return arms;
            }
        }
        return null;
    }

    /** Doubles, as their bits. */
    PagedRows posteriors() {
        return posteriors;
    }

    /** Whether the item has a posterior here, if only because one of its page has an arm. */
    boolean has(int index) {
        return posteriors.has(index);
    }

    /** In millionths; 0 without an arm. */
    long successes(int index) {
        return counts.get(index, SUCCESSES);
    }

    /** In millionths; 0 without an arm. */
    long failures(int index) {
        return counts.get(index, FAILURES);
    }

    /** Counted; 0 without an arm. */
    long trials(int index) {
        return (successes(index) + failures(index)) / Millionths.ONE;
    }

    /**
     * Decayed to {@link #asOf}; 0 without an arm.
     *
     * @param halfLife its place among those of the constructor
     */
    double decayedSuccesses(int index, int halfLife) {
        return decays.number(index, DECAYED * halfLife + SUCCESSES);
    }

    /** As {@link #decayedSuccesses}. */
    double decayedFailures(int index, int halfLife) {
        return decays.number(index, DECAYED * halfLife + FAILURES);
    }

    /** Milliseconds since the epoch. */
    long asOf(int index, int halfLife) {
        return decays.get(index, DECAYED * halfLife + AS_OF);
    }

    void putCounts(int index, ArmState arm) {
        counts.put(index, SUCCESSES, arm.successes());
        counts.put(index, FAILURES, arm.failures());
        for (int i = 0; i < halfLives.length; i++) {
            DecayedCounts decayed = arm.decayed(halfLives[i]);
            decays.put(index, DECAYED * i + SUCCESSES, decayed.successes());
            decays.put(index, DECAYED * i + FAILURES, decayed.failures());
            decays.put(index, DECAYED * i + AS_OF, decayed.asOf());
        }
    }

    /** @param invalid whether this is the prior, in place of a posterior out of range */
    void putPosterior(int index, double alpha, double beta, boolean invalid) {
        double scale = BetaSampler.scale(alpha);
        posteriors.put(index, ALPHA, alpha);
        posteriors.put(index, BETA, beta);
        posteriors.put(index, SCALE_ALPHA, invalid ? -scale : scale);
        posteriors.put(index, SCALE_BETA, BetaSampler.scale(beta));
    }
}
