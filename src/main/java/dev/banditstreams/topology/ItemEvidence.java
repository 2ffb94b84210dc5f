package dev.banditstreams.topology;

import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import java.util.OptionalDouble;

/**
 * What an item's features say to scoring.
 *
 * @param impressions evidence from before the service
 * @param clicks likewise; at most the impressions
 * @param active whether it may be ranked; inactive are only items that say so
 */
record ItemEvidence(double impressions, double clicks, boolean active) {

    static final ItemEvidence NONE = new ItemEvidence(0, 0, true);

    /**
     * The most evidence that an item's features may claim; with it a posterior stays far inside the sampler's range.
     */
    static final double MOST = 1e11;

    static ItemEvidence of(EntityState state, ItemFeatures names) {
        double shown = count(state, names.impressions());
        FeatureValue active = state.features().get(names.active());
        return new ItemEvidence(
                shown,
                Math.min(shown, count(state, names.clicks())),
                active == null || active.flag().orElse(true));
    }

    private static double count(EntityState state, String name) {
        FeatureValue value = state.features().get(name);
        OptionalDouble number = value == null ? OptionalDouble.empty() : value.number();
        double count = number.orElse(0);
        return count >= 0 && count <= MOST ? count : 0;
    }
}
