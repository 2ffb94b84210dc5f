package dev.banditstreams.features;

import dev.banditstreams.model.EntityType;
import java.util.List;
import java.util.Set;

/**
 * What to read.
 *
 * @param ids at least one
 * @param features names of the features; empty: all that the source has
 * @param deadline until when every entity should have its answer, in nanoseconds of {@link Timers#nanos}
 */
public record FeatureQuery(EntityType type, Set<String> ids, List<String> features, long deadline) {
    public FeatureQuery {
        ids = Set.copyOf(ids);
        features = List.copyOf(features);
    }

    /** The same for some of its entities. */
    FeatureQuery of(Set<String> some) {
        return new FeatureQuery(type, some, features, deadline);
    }

    /** The same with another deadline. */
    FeatureQuery until(long other) {
        return new FeatureQuery(type, ids, features, other);
    }
}
