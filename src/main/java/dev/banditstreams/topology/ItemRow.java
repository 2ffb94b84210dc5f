package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.ItemState;
import dev.banditstreams.model.Millionths;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What scoring knows of one item: immutable, so that a reader sees all of an update or nothing.
 *
 * @param hash the item's part of every draw
 * @param known whether its features are known
 * @param active whether it may be ranked
 * @param impressions evidence from its features
 * @param clicks evidence from its features
 * @param trials sum over its arms
 * @param successes sum over its arms, in {@link Millionths}
 * @param arms by cohort
 */
record ItemRow(
        long hash,
        boolean known,
        boolean active,
        double impressions,
        double clicks,
        long trials,
        long successes,
        Map<String, ArmCounts> arms) {

    /**
     * The most evidence that an item's features may claim; with it a posterior stays far inside the sampler's range.
     */
    static final double MOST_EVIDENCE = 1e11;

    private static final ArmCounts NONE = new ArmCounts(0, 0, 0);

    /** @param trials n; successes and failures in {@link Millionths} */
    record ArmCounts(long trials, long successes, long failures) {}

    /** An item of which nothing is known. */
    static ItemRow unknown(String itemId) {
        return new ItemRow(Seeds.item(itemId), false, true, 0, 0, 0, 0, Map.of());
    }

    ArmCounts arm(String cohort) {
        return arms.getOrDefault(cohort, NONE);
    }

    ItemRow withFeatures(@Nullable ItemState state, ItemFeatures names) {
        if (state == null) {
            return new ItemRow(hash, false, true, 0, 0, trials, successes, arms);
        }
        double shown = count(state, names.impressions());
        double clicked = Math.min(shown, count(state, names.clicks()));
        return new ItemRow(hash, true, active(state, names.active()), shown, clicked, trials, successes, arms);
    }

    ItemRow withArm(ArmState arm) {
        ArmCounts before = arm(arm.cohort());
        Map<String, ArmCounts> after = new HashMap<>(arms);
        after.put(arm.cohort(), new ArmCounts(arm.trials(), arm.successes(), arm.failures()));
        return new ItemRow(
                hash,
                known,
                active,
                impressions,
                clicks,
                trials - before.trials() + arm.trials(),
                successes - before.successes() + arm.successes(),
                Map.copyOf(after));
    }

    private static double count(ItemState state, String name) {
        FeatureValue value = state.features().get(name);
        OptionalDouble number = value == null ? OptionalDouble.empty() : value.number();
        double count = number.orElse(0);
        return count >= 0 && count <= MOST_EVIDENCE ? count : 0;
    }

    /** Inactive are only items that say so. */
    private static boolean active(ItemState state, String name) {
        FeatureValue value = state.features().get(name);
        return value == null || value.flag().orElse(true);
    }
}
