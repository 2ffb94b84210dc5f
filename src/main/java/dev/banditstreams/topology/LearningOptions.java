package dev.banditstreams.topology;

import dev.banditstreams.model.Millionths;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rewards are learned from.
 *
 * @param rewardValues value of each reward type, for rewards that carry none
 * @param combining how several rewards of one ranked item become one value
 * @param importsAllowed whether outcomes may be imported
 * @param itemFeatures which item features mean what, for their validation
 * @param publishGrowth an arm is published when its trials grew by this share, or
 * @param publishIntervalMillis at this interval where it changed at all
 * @param publishPerSecond states published by one task in a second at most
 */
public record LearningOptions(
        Map<String, Double> rewardValues,
        Combining combining,
        boolean importsAllowed,
        ScoringOptions.ItemFeatures itemFeatures,
        double publishGrowth,
        long publishIntervalMillis,
        int publishPerSecond) {

    /** How several rewards of one ranked item become one value in [0, 1]. */
    public enum Combining {
        MAX,
        /** The sum, capped at 1. */
        SUM,
        FIRST,
        LAST
    }

    public LearningOptions {
        rewardValues = Map.copyOf(rewardValues);
    }

    /**
     * A reward's value, or else its type's, in {@link Millionths}.
     *
     * @throws IllegalArgumentException if it has neither, which {@link RewardRules} refuses
     */
    long millionths(String type, @Nullable Double value) {
        Double counted = value != null ? value : rewardValues.get(type);
        if (counted == null) {
            throw new IllegalArgumentException("no value for a reward of type " + type);
        }
        return Millionths.of(counted);
    }
}
