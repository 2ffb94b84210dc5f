package dev.banditstreams.demo;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A feature view (in the legacy store: an entity type) of a fake feature store.
 *
 * @param features its columns
 * @param entities by id; made up or kept; must be quick, and for any number of threads
 */
public record StoreView(List<String> features, Function<String, Optional<StoredEntity>> entities) {
    public StoreView {
        features = List.copyOf(features);
    }
}
