package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaBinomial;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Empirical Bayes: the prior's mean and strength by maximum likelihood of the beta-binomial over the items' counts, of
 * all cohorts and of their features together.
 *
 * <p>The strength is both that of the group against an item's other evidence and that of the item's prior: how much one
 * item differs from another says how far an item may be from what is expected of it.
 */
public final class PriorEstimate {

    /** Below as many items that have trials there is no estimate. */
    static final int LEAST_ITEMS = 20;

    private final ItemTable table;
    private final Priors given;
    private final boolean byGroup;

    /**
     * @param given those of its groups stand whatever the counts say
     * @param byGroup whether each group gets an estimate of its own, if it has items enough
     */
    public PriorEstimate(ItemTable table, Priors given, boolean byGroup) {
        this.table = table;
        this.given = given;
        this.byGroup = byGroup;
    }

    /**
     * Estimates from what the table holds now. Takes some seconds for a million items; for any one thread.
     *
     * @return what was given, where there is no estimate
     */
    public Priors estimate() {
        Counts counts = read();
        Prior whole = fit(counts, null);
        Map<String, Prior> priors = new HashMap<>();
        if (byGroup) {
            List<String> names = table.groups().names();
            for (int group = 1; group <= names.size(); group++) {
                Prior own = fit(counts, group);
                if (own != null) {
                    priors.put(names.get(group - 1), own);
                }
            }
        }
        priors.putAll(given.byGroup());
        return new Priors(whole == null ? given.whole() : whole, priors);
    }

    private record Counts(int[] groups, double[] trials, double[] successes) {}

    /** Of the items that have trials. */
    private Counts read() {
        int size = table.size();
        int[] groups = new int[size];
        double[] trials = new double[size];
        double[] successes = new double[size];
        int count = 0;
        ArmColumns[] cohorts = table.cohorts();
        for (int item = 0; item < size; item++) {
            int version;
            do {
                version = table.locks().begin(item);
                trials[count] = table.counts().trials(item, cohorts);
                successes[count] = Math.min(trials[count], table.counts().successes(item, cohorts));
            } while (!table.locks().valid(item, version));
            groups[count] = table.groups().of(item);
            count += trials[count] > 0 ? 1 : 0;
        }
        return new Counts(Arrays.copyOf(groups, count), Arrays.copyOf(trials, count), Arrays.copyOf(successes, count));
    }

    /** @param group null: all items */
    private static @Nullable Prior fit(Counts counts, @Nullable Integer group) {
        double[] trials = new double[counts.trials.length];
        double[] successes = new double[counts.trials.length];
        int count = 0;
        for (int i = 0; i < trials.length; i++) {
            if (group == null || counts.groups[i] == group) {
                trials[count] = counts.trials[i];
                successes[count++] = counts.successes[i];
            }
        }
        if (count < LEAST_ITEMS) {
            return null;
        }
        return BetaBinomial.fit(Arrays.copyOf(trials, count), Arrays.copyOf(successes, count))
                .map(fit -> new Prior(fit.mean(), fit.strength(), fit.strength()))
                .orElse(null);
    }
}
