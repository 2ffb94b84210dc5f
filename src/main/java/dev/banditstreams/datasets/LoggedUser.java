package dev.banditstreams.datasets;

import dev.banditstreams.model.FeatureValue;
import java.util.Map;

/** A user of a log; where the log has no user ids, all with the same features are one. */
public record LoggedUser(String userId, Map<String, FeatureValue> features) {
    public LoggedUser {
        features = Map.copyOf(features);
    }
}
