package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.BayesUcb;
import dev.banditstreams.bandit.KlUcb;
import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.bandit.Ucb1;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.RankedItem;
import java.util.OptionalDouble;

/**
 * The upper bounds of index policies, from what a recommendation carries: counts are the posterior without its prior,
 * which loses digits, so they are the service's own to about 1e-6 and not to the bit.
 */
final class IndexScores {

    /** Decayed trials that the difference of posterior and prior may be wrong about. */
    private static final double FEWEST_TRIALS = 1e-6;

    private final PolicyKind policy;
    private final double t;

    /** @param eligibleTrials of all eligible arms together */
    IndexScores(PolicyKind policy, double eligibleTrials) {
        this.policy = policy;
        t = 1 + eligibleTrials;
    }

    /** What an item of valid parameters is ranked by; empty: it can't be told. */
    OptionalDouble of(RankedItem item) {
        double failures = Math.max(0, item.beta() - item.priorBeta());
        double successes = Math.max(0, item.alpha() - item.priorAlpha());
        double trials = successes + failures;
        boolean lost = item.n() > 0 && trials < FEWEST_TRIALS;
        return switch (policy) {
            case BAYES_UCB -> OptionalDouble.of(BayesUcb.index(item.alpha(), item.beta(), t));
            case KL_UCB -> lost ? OptionalDouble.empty() : OptionalDouble.of(KlUcb.index(successes, trials, t));
            case UCB1 -> lost ? OptionalDouble.empty() : OptionalDouble.of(Ucb1.index(successes, trials, t));
            case THOMPSON, GREEDY, UNIFORM, EPSILON_GREEDY -> OptionalDouble.empty();
        };
    }

    /** What an audited item of valid parameters is ranked by; empty: the audit doesn't say. */
    OptionalDouble of(AuditedArm arm) {
        if (policy == PolicyKind.BAYES_UCB) {
            return OptionalDouble.of(BayesUcb.index(arm.alpha(), arm.beta(), t));
        }
        Audit.Counts counts = arm.counts();
        if (counts == null || !areCounts(counts)) {
            return OptionalDouble.empty();
        }
        return switch (policy) {
            case KL_UCB -> OptionalDouble.of(KlUcb.index(counts.successes(), counts.trials(), t));
            case UCB1 -> OptionalDouble.of(Ucb1.index(counts.successes(), counts.trials(), t));
            case BAYES_UCB, THOMPSON, GREEDY, UNIFORM, EPSILON_GREEDY -> OptionalDouble.empty();
        };
    }

    private static boolean areCounts(Audit.Counts counts) {
        return counts.successes() >= 0
                && counts.successes() <= counts.trials()
                && counts.trials() < Double.POSITIVE_INFINITY;
    }

    /** The estimate to which the policy adds its bonus for uncertainty; NaN without any trial. */
    double estimate(RankedItem item) {
        if (policy == PolicyKind.BAYES_UCB) {
            return item.alpha() / (item.alpha() + item.beta());
        }
        double successes = item.alpha() - item.priorAlpha();
        return successes / (successes + item.beta() - item.priorBeta());
    }
}
