package dev.banditstreams.model;

import java.util.Map;

/**
 * An item as learn owns it and every score instance reads it.
 *
 * @param eventTime milliseconds since the epoch
 */
public record ItemState(String itemId, long eventTime, Map<String, FeatureValue> features, Origin origin) {

    /** Who supplied the features. */
    public enum Origin {
        PRODUCER,
        VERTEX
    }

    public ItemState {
        features = Map.copyOf(features);
    }
}
