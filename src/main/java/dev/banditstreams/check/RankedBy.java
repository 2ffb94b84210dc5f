package dev.banditstreams.check;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.Audit.AuditedArm;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import org.apache.commons.math3.special.Beta;

/**
 * What a recommendation's policy says that an item is ranked by, the greatest first, from what the recommendation
 * carries. Plainly, and apart from the service's own policies.
 */
final class RankedBy {

    private static final long EXPLORE = 2;
    private static final long ORDER = 3;
    private static final double UNIT = 0x1.0p-53;
    /** Of counts that are the difference of posterior and prior, and of sums in another order; relative above 1. */
    static final double TOLERANCE = 1e-6;

    private RankedBy() {}

    /** A number in [0, 1) of a seed and a purpose, as {@code docs/sampler.md} has it. */
    private static double unit(long seed, long purpose) {
        return (Hashes.mix(seed + Hashes.mix(purpose)) >>> 11) * UNIT;
    }

    /** Whether the exploration floor makes the request's order uniform. */
    static boolean explores(Recommendation recommendation) {
        return explores(recommendation.seed(), recommendation.exploration());
    }

    static boolean explores(long seed, double exploration) {
        return unit(seed, EXPLORE) < exploration;
    }

    /** Whether the order is that of uniform numbers. */
    static boolean isUniform(Recommendation recommendation) {
        return recommendation.explored() || recommendation.policy().equals("uniform");
    }

    /** An item's uniform number. */
    static double uniform(long seed, long itemHash) {
        return unit(seed ^ itemHash, ORDER);
    }

    /** The mean of Beta(alpha, beta). */
    static double mean(double alpha, double beta) {
        return alpha / (alpha + beta);
    }

    static boolean isByMean(String policy) {
        return policy.equals("greedy") || policy.equals("epsilon-greedy");
    }

    /** Whether the policy ranks by an upper bound. */
    static boolean isByIndex(String policy) {
        return policy.equals("bayes-ucb") || isByCounts(policy);
    }

    /** Whether the upper bound is one of the arm's own counts. */
    static boolean isByCounts(String policy) {
        return policy.equals("kl-ucb") || policy.equals("ucb1");
    }

    /** Whether a score is what the policy gives the item; true where this can't be told. */
    static boolean isScore(Recommendation recommendation, RankedItem item, long itemHash, double score) {
        if (isUniform(recommendation)) {
            return Bits.same(score, uniform(recommendation.seed(), itemHash));
        }
        if (isByMean(recommendation.policy())) {
            return Bits.same(score, mean(item.alpha(), item.beta()));
        }
        if (item.n() == 0) {
            return ofNoTrials(recommendation, item, score);
        }
        double successes = item.alpha() - item.priorAlpha();
        double trials = successes + item.beta() - item.priorBeta();
        double t = 1 + recommendation.eligibleTrials();
        if (trials < TOLERANCE) {
            return true; // decayed to nothing, and the difference has lost its digits
        }
        return switch (recommendation.policy()) {
            case "ucb1" -> isUcb1(successes, trials, t, score);
            case "kl-ucb" -> isKlUcb(successes, trials, t, score);
            case "bayes-ucb" -> isBayesUcb(item.alpha(), item.beta(), t, score);
            default -> true;
        };
    }

    private static boolean ofNoTrials(Recommendation recommendation, RankedItem item, double score) {
        return switch (recommendation.policy()) {
            case "ucb1" -> score == Double.POSITIVE_INFINITY;
            case "kl-ucb" -> score == 1;
            case "bayes-ucb" -> isBayesUcb(item.alpha(), item.beta(), 1 + recommendation.eligibleTrials(), score);
            default -> true;
        };
    }

    private static boolean isUcb1(double successes, double trials, double t, double score) {
        return near(score, ucb1(successes, trials, t));
    }

    /** The index of UCB1; Infinity without trials. */
    static double ucb1(double successes, double trials, double t) {
        return trials == 0 ? Double.POSITIVE_INFINITY : successes / trials + Math.sqrt(2 * Math.log(t) / trials);
    }

    /**
     * Whether the upper bound of an arm lies above a score, by more than rounding explains.
     *
     * @param arm with counts, where the policy ranks by them
     */
    static boolean exceeds(String policy, AuditedArm arm, double t, double score) {
        if (policy.equals("bayes-ucb")) {
            double above = score + TOLERANCE * Math.min(score, 1 - score);
            return t > 1 && above < 1 && tail(above, arm.alpha(), arm.beta()) > 1 / t;
        }
        Audit.Counts counts = arm.counts();
        if (counts == null) {
            return false;
        }
        double above = score + TOLERANCE * Math.max(1, score);
        if (policy.equals("ucb1")) {
            return ucb1(counts.successes(), counts.trials(), t) > above;
        }
        double mean = counts.successes() / counts.trials();
        return above < 1
                && (counts.trials() == 0 || mean > above || divergence(mean, above) < Math.log(t) / counts.trials());
    }

    /** Either side of the index: the divergence is on its side of the bound. */
    private static boolean isKlUcb(double successes, double trials, double t, double score) {
        double mean = successes / trials;
        double bound = Math.log(t) / trials;
        boolean notAbove = score <= mean + TOLERANCE || divergence(mean, score - TOLERANCE) <= bound;
        boolean notBelow = score >= 1 - TOLERANCE || divergence(mean, score + TOLERANCE) >= bound;
        return notAbove && notBelow;
    }

    /** Either side of the quantile: the tail is on its side of 1 / t. */
    private static boolean isBayesUcb(double alpha, double beta, double t, double score) {
        double near = TOLERANCE * Math.min(score, 1 - score);
        return t <= 1
                ? score == 0
                : tail(score - near, alpha, beta) >= 1 / t && tail(score + near, alpha, beta) <= 1 / t;
    }

    /** The probability that Beta(alpha, beta) is above x. */
    private static double tail(double x, double alpha, double beta) {
        return Beta.regularizedBeta(1 - x, beta, alpha);
    }

    private static double divergence(double p, double q) {
        return term(p, q) + term(1 - p, 1 - q);
    }

    private static double term(double p, double q) {
        return p <= 0 ? 0 : p * Math.log(p / q);
    }

    static boolean near(double a, double b) {
        return Math.abs(a - b) <= TOLERANCE * Math.max(1, Math.abs(b));
    }
}
