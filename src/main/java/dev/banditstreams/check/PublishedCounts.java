package dev.banditstreams.check;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;

/**
 * Guarantee 6: a posterior is the prior in the record plus counts that were published for the arm.
 *
 * <p>Of every published state it keeps a hash of 64 bits and the time: a phantom passes once in 10^13 states by chance.
 */
final class PublishedCounts {

    private static final Guarantee PHANTOM = Guarantee.NO_PHANTOM_POSTERIOR;
    private static final String INVALID = "invalid-posterior";

    private final CheckOptions options;
    private final long now;
    private final LongMap firstPublished = new LongMap();
    private final DecayedStates decayed = new DecayedStates();

    /** @param now milliseconds since the epoch: when the tables' look-back ends */
    PublishedCounts(CheckOptions options, long now) {
        this.options = options;
        this.now = now;
    }

    void add(ArmState state, long time) {
        long item = Hashes.of(state.itemId());
        long cohort = Hashes.of(state.cohort());
        long print = Hashes.together(item, cohort, state.successes(), state.failures());
        decayed.add(arm(item, cohort), state, time);
        firstPublished.put(print, Math.min(time, firstPublished.get(print, Long.MAX_VALUE)));
    }

    /**
     * @param cohort hash of the recommendation's cohort
     * @param itemHash hash of the item's id
     */
    void examine(Recommendation recommendation, long cohort, RankedItem item, long itemHash, Examined examined) {
        examined.sawPosterior();
        boolean isPrior = Bits.same(item.alpha(), item.priorAlpha()) && Bits.same(item.beta(), item.priorBeta());
        if (item.n() == 0 && isPrior) {
            return;
        }
        if (isPrior && recommendation.degraded().contains(INVALID)) {
            examined.unchecked(PHANTOM, "out of the sampler's range, so the prior stands");
            return;
        }
        long known = recommendation.halfLifeMs() > 0
                ? decayed.publishedAt(arm(itemHash, cohort), recommendation, item)
                : publishedAt(cohort, item, itemHash);
        if (known <= recommendation.answeredAt() + options.skewMillis()) {
            return;
        }
        if (known == Long.MAX_VALUE && recommendation.answeredAt() < now - options.lookBackMillis()) {
            examined.unchecked(PHANTOM, "past the look-back of arm-statistics");
            return;
        }
        examined.violated(
                PHANTOM,
                "item " + item.itemId() + " in cohort " + recommendation.cohort() + " has Beta(" + item.alpha() + ", "
                        + item.beta() + ") from prior (" + item.priorAlpha() + ", " + item.priorBeta() + ") and n="
                        + item.n()
                        + (known == Long.MAX_VALUE
                                ? ": no such counts were published"
                                : ": such counts were published only at " + known));
    }

    private static long arm(long itemHash, long cohort) {
        return Hashes.together(itemHash, cohort);
    }

    /** When counts that give this posterior were first published; MAX_VALUE: never. */
    private long publishedAt(long cohort, RankedItem item, long itemHash) {
        long near = Math.round((item.alpha() - item.priorAlpha()) * Millionths.ONE);
        long first = Long.MAX_VALUE;
        // The sum was rounded: its neighbours may give the same bits.
        for (long successes = Math.max(0, near - 1); successes <= near + 1; successes++) {
            long failures = item.n() * Millionths.ONE - successes;
            if (failures >= 0
                    && Bits.same(item.priorAlpha() + successes / (double) Millionths.ONE, item.alpha())
                    && Bits.same(item.priorBeta() + failures / (double) Millionths.ONE, item.beta())) {
                long print = Hashes.together(itemHash, cohort, successes, failures);
                first = Math.min(first, firstPublished.get(print, Long.MAX_VALUE));
            }
        }
        return first;
    }
}
