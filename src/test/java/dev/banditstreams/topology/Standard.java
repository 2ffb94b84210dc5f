package dev.banditstreams.topology;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import dev.banditstreams.topology.ScoringOptions.Prior;
import dev.banditstreams.topology.ScoringOptions.Priors;
import java.util.Map;

/** Options where a test has no reason for others. */
final class Standard {

    static final ItemFeatures NAMES = new ItemFeatures("impressions", "clicks", "active", "rate", "strength", "group");

    /** Beta(1, 1). */
    static final Priors PRIORS = Priors.of(new Prior(0.5, 2, 2));

    static final Placements THOMPSON = only(Placement.of(new Placement.Variant(PolicyKind.THOMPSON, "1", 1, 0)));

    private Standard() {}

    static Placements only(Placement placement) {
        return new Placements(placement, Map.of());
    }
}
