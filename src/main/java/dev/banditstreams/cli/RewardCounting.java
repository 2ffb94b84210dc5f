package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Reward;
import dev.banditstreams.topology.LearningOptions.Combining;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;

/**
 * How rewards count, as the service counts them.
 *
 * @param windowMillis how long after its recommendation an event may lie
 * @param futureMillis how far ahead of its record's append time an event may lie
 * @param values by type, for rewards that carry none
 * @param silence value of what has no reward
 * @param onlySeen whether only items with an impression, or a reward, count as shown
 */
record RewardCounting(
        long windowMillis,
        long futureMillis,
        Map<String, Double> values,
        Combining combining,
        double silence,
        boolean onlySeen) {

    private static final String IMPRESSION = "impression";

    static RewardCounting of(Settings settings) {
        return new RewardCounting(
                settings.get(Keys.ATTRIBUTION_WINDOW_MS),
                settings.get(Keys.LIMIT_FUTURE_MS),
                settings.get(Keys.REWARD_VALUES),
                Combining.valueOf(settings.get(Keys.REWARD_COMBINING).toUpperCase(Locale.ROOT)),
                settings.get(Keys.DEFAULT_REWARD),
                settings.get(Keys.TRIAL_OPENED_BY).equals(IMPRESSION));
    }

    static boolean isImpression(Reward reward) {
        return reward.type().equals(IMPRESSION);
    }

    /** The reward's own value, else its type's; empty if it has neither, or one that is out of range. */
    OptionalDouble value(Reward reward) {
        Double value = reward.value() != null ? reward.value() : values.get(reward.type());
        return value != null && value >= 0 && value <= 1 ? OptionalDouble.of(value) : OptionalDouble.empty();
    }

    double combined(double before, double value) {
        return switch (combining) {
            case MAX -> Math.max(before, value);
            case SUM -> Math.min(1, before + value);
            case FIRST -> before;
            case LAST -> value;
        };
    }
}
