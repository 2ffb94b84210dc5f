package dev.banditstreams.topology;

import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.Cohorts;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureValue;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Reads a user's cohort from the configured feature. */
final class Cohort {

    private final String feature;
    private final Set<String> labels;
    private final ScoringMeters meters;

    Cohort(String feature, List<String> labels, ScoringMeters meters) {
        this.feature = feature;
        this.labels = new HashSet<>(labels);
        this.labels.add(Cohorts.ALL);
        this.labels.add(Cohorts.OTHER);
        this.meters = meters;
    }

    /** @param user null: nothing is known of the user */
    String of(@Nullable EntityState user) {
        FeatureValue value = user == null ? null : user.features().get(feature);
        if (value == null) {
            return Cohorts.ALL;
        }
        String label = value.label().orElse(Cohorts.OTHER);
        if (labels.contains(label)) {
            return label;
        }
        meters.unknownCohort();
        return Cohorts.OTHER;
    }
}
