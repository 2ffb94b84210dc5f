package dev.banditstreams.topology;

import dev.banditstreams.features.FeatureSource;
import dev.banditstreams.features.Timers;
import dev.banditstreams.model.EntityType;
import java.util.Set;
import java.util.function.BiConsumer;

/**
 * How requests get what the local stores lack.
 *
 * @param source where it is read
 * @param timers the clock of the source's deadlines
 * @param forget called when a producer's tombstone says that an entity is to be asked for again
 * @param types what can be read there
 * @param ordered whether requests of one user are answered in their order
 * @param users how long their features are good
 * @param entities those that the parked requests of one task may wait for, each counted for each request
 */
public record Fetching(
        FeatureSource source,
        Timers timers,
        BiConsumer<EntityType, String> forget,
        Set<EntityType> types,
        boolean ordered,
        Freshness users,
        int entities) {
    public Fetching {
        types = Set.copyOf(types);
    }
}
