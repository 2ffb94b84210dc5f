package dev.banditstreams.demo;

import dev.banditstreams.model.FeatureValue;
import java.util.Map;

/**
 * An entity of a fake feature store.
 *
 * @param generated as of when its values hold, in milliseconds; negative: not said
 */
public record StoredEntity(Map<String, FeatureValue> values, long generated) {
    public StoredEntity {
        values = Map.copyOf(values);
    }
}
