package dev.banditstreams.evaluation;

import dev.banditstreams.model.FeatureOrigin;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Why an item stands where it stands.
 *
 * @param draw as the recommendation has it
 * @param above the probability that another draw of the posterior is greater, in [0, 1]: 0.02 is great luck; NaN: not
 *     known
 * @param score as the recommendation has it; null: the draw ranks
 * @param bonus what of the score is for uncertainty; null: nothing, or it is no index
 * @param propensity as the recommendation has it
 * @param computedPropensity what it would be, where it was left out and an audit has what it takes; else null
 * @param inSlate the probability to be anywhere in the slate; null as {@code computedPropensity}, whatever
 *     {@code propensity} is
 */
public record ExplainedItem(
        String itemId,
        int rank,
        ExplainedPosterior posterior,
        Prior prior,
        Evidence evidence,
        double draw,
        double above,
        @Nullable Double score,
        @Nullable Double bonus,
        FeatureOrigin featureSource,
        List<String> rules,
        Standing standing,
        @Nullable Double propensity,
        @Nullable String propensityReason,
        @Nullable Double computedPropensity,
        @Nullable Double inSlate) {

    /**
     * What was believed before the arm's own outcomes.
     *
     * @param strength in impressions
     * @param share of the posterior's strength, in [0, 1]
     */
    public record Prior(double alpha, double beta, double mean, double strength, double share) {}

    /**
     * The arm's own outcomes.
     *
     * @param trials as counted
     * @param successes in the posterior, so decayed under a half-life
     * @param failures likewise
     */
    public record Evidence(long trials, double successes, double failures) {}

    /**
     * Where it stands among those that can be compared: all eligible items with an audit, else the slate.
     *
     * @param among how many there are
     * @param byPolicy its place from 1 before rules
     * @param byMean its place from 1 by the posterior's mean
     * @param ahead the next better by policy; null: it is the best
     * @param behind the next worse by policy; null: it is the last
     */
    public record Standing(
            int among,
            int byPolicy,
            int byMean,
            @Nullable Rival ahead,
            @Nullable Rival behind) {}

    /** @param value what ranks it */
    public record Rival(String itemId, double value) {}

    public ExplainedItem {
        rules = List.copyOf(rules);
    }
}
