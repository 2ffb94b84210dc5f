package dev.banditstreams.topology;

import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import java.util.OptionalDouble;
import org.jspecify.annotations.Nullable;

/**
 * What an item's features say to scoring.
 *
 * @param impressions evidence from before the service: counted, or the strength of a rate
 * @param clicks likewise; at most the impressions
 * @param group null: it has none
 * @param active whether it may be ranked; inactive are only items that say so
 */
record ItemEvidence(
        double impressions, double clicks, @Nullable String group, boolean active) {

    static final ItemEvidence NONE = new ItemEvidence(0, 0, null, true);

    /**
     * The most evidence that an item's features may claim; with it a posterior stays far inside the sampler's range.
     */
    static final double MOST = 1e11;

    static ItemEvidence of(EntityState state, ItemFeatures names) {
        FeatureValue active = state.features().get(names.active());
        boolean eligible = active == null || active.flag().orElse(true);
        FeatureValue named = state.features().get(names.group());
        String group = named == null ? null : named.label().orElse(null);
        double shown = number(state, names.impressions(), MOST);
        if (shown > 0) {
            return new ItemEvidence(shown, Math.min(shown, number(state, names.clicks(), MOST)), group, eligible);
        }
        double strength = number(state, names.strength(), MOST);
        return new ItemEvidence(strength, strength * number(state, names.rate(), 1), group, eligible);
    }

    /** The feature, where it is from 0 to {@code most}; else 0. */
    private static double number(EntityState state, String name, double most) {
        FeatureValue value = state.features().get(name);
        OptionalDouble number = value == null ? OptionalDouble.empty() : value.number();
        double count = number.orElse(0);
        return count >= 0 && count <= most ? count : 0;
    }
}
