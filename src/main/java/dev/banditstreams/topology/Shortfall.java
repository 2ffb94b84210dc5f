package dev.banditstreams.topology;

import dev.banditstreams.model.FeatureOrigin;
import java.util.List;
import java.util.Map;

/**
 * What a request is answered without, though it was asked for.
 *
 * @param items why, of each such item
 * @param reasons why, of all its entities, each once
 */
record Shortfall(Map<String, FeatureOrigin> items, List<String> reasons) {

    static final Shortfall NONE = new Shortfall(Map.of(), List.of());
}
