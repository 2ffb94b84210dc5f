package dev.banditstreams.model;

import java.util.Map;

/**
 * All features of one entity as of a time.
 *
 * @param eventTime milliseconds since the epoch; of two records of one entity the greater event time wins
 */
public record FeatureRecord(String entityId, long eventTime, Map<String, FeatureValue> features) {
    public FeatureRecord {
        features = Map.copyOf(features);
    }
}
