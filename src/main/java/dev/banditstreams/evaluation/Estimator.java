package dev.banditstreams.evaluation;

/**
 * Estimators of a policy's mean reward per row from rows that another policy logged.
 *
 * <p>n rows; w = pi(a) / p: probability of the logged item at its position under the evaluated policy, over that under
 * the policy that logged; q: the outcome model's value of it, m: that of what the policy does at this position.
 */
public enum Estimator {
    /** Horvitz and Thompson, 1952: sum(w r) / n. */
    IPW("ipw", Ratio.of(Term.WEIGHTED_REWARD, Term.ONE)),
    /**
     * Swaminathan and Joachims, "The self-normalized estimator for counterfactual learning", 2015: sum(w r) / sum(w).
     */
    SNIPW("snipw", Ratio.of(Term.WEIGHTED_REWARD, Term.WEIGHT)),
    /** Ionides, 2008; Bottou et al., 2013: sum(min(w, clip) r) / n. */
    CLIPPED_IPW("clippedIpw", Ratio.of(Term.CLIPPED_REWARD, Term.ONE)),
    /** The outcome model alone: sum(m) / n. */
    DM("dm", Ratio.of(Term.EXPECTED, Term.ONE)),
    /** Dudik, Langford and Li, "Doubly robust policy evaluation and learning", 2011, eq. 2: sum(m + w (r - q)) / n. */
    DR("dr", Ratio.onModel(Term.WEIGHTED_RESIDUAL, Term.ONE)),
    /** Self-normalised: sum(m) / n + sum(w (r - q)) / sum(w). */
    SNDR("sndr", Ratio.onModel(Term.WEIGHTED_RESIDUAL, Term.WEIGHT)),
    /**
     * Wang, Agarwal and Dudik, "Optimal and adaptive off-policy evaluation in contextual bandits", 2017, section 4, on
     * a DR base: sum(m + [w &lt;= tau] w (r - q)) / n.
     */
    SWITCH_DR("switchDr", Ratio.onModel(Term.SWITCHED_RESIDUAL, Term.ONE)),
    /**
     * Su, Dimakopoulou, Krishnamurthy and Dudik, "Doubly robust off-policy evaluation with shrinkage", 2020, eq. 6
     * (optimistic shrinkage): sum(m + lambda w / (w^2 + lambda) (r - q)) / n.
     */
    DROS("dros", Ratio.onModel(Term.SHRUNK_RESIDUAL, Term.ONE)),
    /**
     * Li, Chu, Langford and Wang, "Unbiased offline evaluation of contextual-bandit-based news article recommendation
     * algorithms", 2011: the mean reward of the rows where the policy's own choice is the logged one. A policy that
     * draws its choice keeps a row with probability pi(a); the expectation over its draws is taken, not one of them:
     * sum(pi(a) r) / sum(pi(a)). It is only unbiased for a log of the uniform policy.
     */
    REPLAY("replay", Ratio.of(Term.CHOSEN_REWARD, Term.CHOSEN));

    private final String key;

    @SuppressWarnings("ImmutableEnumChecker") // a record of constants
    private final Ratio ratio;

    Estimator(String key, Ratio ratio) {
        this.key = key;
        this.ratio = ratio;
    }

    /** Its name in results. */
    public String key() {
        return key;
    }

    Ratio ratio() {
        return ratio;
    }
}
