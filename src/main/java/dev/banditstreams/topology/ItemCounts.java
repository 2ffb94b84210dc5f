package dev.banditstreams.topology;

import dev.banditstreams.model.Millionths;
import org.jspecify.annotations.Nullable;

/**
 * The evidence of items from before the service, and posteriors from it and from the counts of their arms.
 *
 * <p>One thread writes, others read at the same time under {@link SeqLocks}.
 */
final class ItemCounts {

    private static final int IMPRESSIONS = 0;
    private static final int CLICKS = 1;

    private final PagedRows evidence = new PagedRows(2);
    private final ItemGroups groups;

    ItemCounts(ItemGroups groups) {
        this.groups = groups;
    }

    void put(int item, ItemEvidence counts) {
        groups.put(item, counts.group());
        if (counts.impressions() > 0 || evidence.has(item)) {
            evidence.put(item, IMPRESSIONS, counts.impressions());
            evidence.put(item, CLICKS, counts.clicks());
        }
    }

    double impressions(int item) {
        return evidence.number(item, IMPRESSIONS);
    }

    double clicks(int item) {
        return evidence.number(item, CLICKS);
    }

    /** Trials of all arms and impressions together; 0 for {@link ItemIndex#ABSENT}. */
    double trials(int item, ArmColumns[] all) {
        if (item == ItemIndex.ABSENT) {
            return 0;
        }
        double sum = impressions(item);
        for (ArmColumns arms : all) {
            sum += arms.trials(item);
        }
        return sum;
    }

    /** As {@link #trials}. */
    double successes(int item, ArmColumns[] all) {
        double sum = clicks(item);
        for (ArmColumns arms : all) {
            sum += Millionths.toDouble(arms.successes(item));
        }
        return sum;
    }

    /**
     * Computes a posterior of an item from the counts as they are.
     *
     * @param own null: a cohort where it has no arm
     * @return as {@link PriorChain#posterior}
     */
    boolean posterior(PriorChain chain, int item, @Nullable ArmColumns own, ArmColumns[] all, ArmDetail into) {
        long trials = 0;
        long successes = 0;
        for (ArmColumns arms : all) {
            if (arms != own) {
                trials += arms.trials(item);
                successes += arms.successes(item);
            }
        }
        into.trials = own == null ? 0 : own.trials(item);
        return chain.posterior(
                groups.of(item),
                impressions(item),
                clicks(item),
                (double) trials,
                Millionths.toDouble(successes),
                own == null ? 0 : Millionths.toDouble(own.successes(item)),
                own == null ? 0 : Millionths.toDouble(own.failures(item)),
                into);
    }

    /** As {@link #posterior}, from counts that are decayed; evidence from before the service doesn't decay. */
    boolean decayed(
            PriorChain chain, int item, @Nullable ArmColumns own, ArmColumns[] all, Decay decay, ArmDetail into) {
        double trials = 0;
        double successes = 0;
        double ownSuccesses = 0;
        double ownFailures = 0;
        for (ArmColumns arms : all) {
            double left = decay.left(arms.asOf(item, decay.column()));
            double armSuccesses = left * arms.decayedSuccesses(item, decay.column());
            double armFailures = left * arms.decayedFailures(item, decay.column());
            if (arms == own) {
                ownSuccesses = armSuccesses;
                ownFailures = armFailures;
            } else {
                trials += armSuccesses + armFailures;
                successes += armSuccesses;
            }
        }
        into.trials = own == null ? 0 : own.trials(item);
        return chain.posterior(
                groups.of(item), impressions(item), clicks(item), trials, successes, ownSuccesses, ownFailures, into);
    }
}
