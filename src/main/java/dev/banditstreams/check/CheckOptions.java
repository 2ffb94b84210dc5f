package dev.banditstreams.check;

import java.util.Map;

/**
 * The deployment's settings, as far as what it learns depends on them. Times are milliseconds.
 *
 * @param windowMillis the attribution window
 * @param graceMillis how long a slate is kept after its window
 * @param openedBy what opens a trial that no reward opens
 * @param defaultReward what silence counts, in [0, 1]
 * @param combining how several rewards of one ranked item become one value
 * @param rewardValues value of each reward type, for rewards that carry none
 * @param importsAllowed whether outcomes may be imported
 * @param futureMillis how far an event time may lie ahead of its append time
 * @param checkPartition whether a record in another partition than its key's is refused
 * @param lookBackMillis how long every version of the tables is kept
 * @param skewMillis by how much the clocks of brokers and instances may differ
 * @param behindRewards for how many rewards of a partition a slate may still be known that is to be forgotten
 */
public record CheckOptions(
        long windowMillis,
        long graceMillis,
        OpenedBy openedBy,
        double defaultReward,
        Combining combining,
        Map<String, Double> rewardValues,
        boolean importsAllowed,
        long futureMillis,
        boolean checkPartition,
        long lookBackMillis,
        long skewMillis,
        int behindRewards) {

    public CheckOptions {
        rewardValues = Map.copyOf(rewardValues);
    }

    /** What opens a trial. */
    public enum OpenedBy {
        /** Being served. */
        SERVED,
        /** A reward of type {@code impression}. */
        IMPRESSION
    }

    /** How several rewards of one ranked item become one value in [0, 1]. */
    public enum Combining {
        MAX,
        /** The sum, capped at 1. */
        SUM,
        FIRST,
        LAST
    }

    /** The settings' defaults. */
    public static CheckOptions defaults() {
        return new CheckOptions(
                1_800_000,
                300_000,
                OpenedBy.SERVED,
                0.0,
                Combining.MAX,
                Map.of("click", 1.0, "purchase", 1.0, "skip", 0.0),
                false,
                300_000,
                true,
                3_600_000,
                60_000,
                10_000);
    }
}
