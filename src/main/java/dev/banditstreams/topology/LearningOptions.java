package dev.banditstreams.topology;

import dev.banditstreams.model.Millionths;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How rewards are learned from.
 *
 * @param rewardValues value of each reward type, for rewards that carry none
 * @param combining how several rewards of one ranked item become one value
 * @param attribution when rewards belong to a recommendation, and what silence means
 * @param importsAllowed whether outcomes may be imported
 * @param itemFeatures which item features mean what, for their validation
 * @param halfLives for which arms keep decayed counts, in milliseconds
 * @param publishGrowth an arm is published when its trials grew by this share, or
 * @param publishIntervalMillis at this interval where it changed at all
 * @param publishPerSecond states published by one task in a second at most
 */
public record LearningOptions(
        Map<String, Double> rewardValues,
        Combining combining,
        Attribution attribution,
        boolean importsAllowed,
        ScoringOptions.ItemFeatures itemFeatures,
        List<Long> halfLives,
        double publishGrowth,
        long publishIntervalMillis,
        int publishPerSecond) {

    /** The reward type that says that an item was seen. */
    static final String IMPRESSION = "impression";

    /** What opens a trial without an explicit reward. */
    public enum OpenedBy {
        /** Every ranked item's. */
        SERVED,
        /** That of an item whose impression was read. */
        IMPRESSION
    }

    /**
     * The attribution window.
     *
     * @param windowMillis how long after its recommendation an event may lie
     * @param graceMillis how long after that its reward may still be read
     * @param openedBy what opens a trial
     * @param defaultReward value of a trial that ends without a reward, in [0, 1]
     * @param idleMillis after so long without a reward in a partition, windows are closed by the wall clock; 0: never
     */
    public record Attribution(
            long windowMillis, long graceMillis, OpenedBy openedBy, double defaultReward, long idleMillis) {

        /** How long a slate is kept, and an early reward. */
        long keptMillis() {
            return windowMillis + graceMillis;
        }
    }

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

    static boolean isImpression(String type) {
        return type.equals(IMPRESSION);
    }

    boolean openedByImpression() {
        return attribution.openedBy() == OpenedBy.IMPRESSION;
    }

    long defaultMillionths() {
        return Millionths.of(attribution.defaultReward());
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
