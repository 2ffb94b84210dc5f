package dev.banditstreams.datasets;

import dev.banditstreams.model.FeatureValue;
import java.util.Map;

/** An item that a log's policy could show. */
public record LoggedItem(String itemId, Map<String, FeatureValue> features) {
    public LoggedItem {
        features = Map.copyOf(features);
    }
}
