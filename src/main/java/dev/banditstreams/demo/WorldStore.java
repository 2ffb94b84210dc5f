package dev.banditstreams.demo;

import dev.banditstreams.config.FallbackKeys;
import dev.banditstreams.config.VertexKeys;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.simulation.World;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** A fake feature store that knows every user and item of a world, newcomers too. */
final class WorldStore {

    private static final String USERS = "users";
    private static final String ITEMS = "items";

    private WorldStore() {}

    /**
     * Starts it on any free port, without faults.
     *
     * @param eventTime of all features, milliseconds since the epoch
     */
    static FakeFeatureStore start(World world, long eventTime) {
        StoreView users = new StoreView(
                List.copyOf(world.userFeatures(0, eventTime).features().keySet()),
                id -> entity(world.user(id), user -> world.userFeatures(user, eventTime)));
        StoreView items = new StoreView(
                List.copyOf(world.itemFeatures(0, eventTime).features().keySet()),
                id -> entity(world.item(id), item -> world.itemFeatures(item, eventTime)));
        try {
            return FakeFeatureStore.start(0, Map.of(USERS, users, ITEMS, items), world.seed());
        } catch (IOException e) {
            throw new UncheckedIOException("the fake feature store can't start: " + e.getMessage(), e);
        }
    }

    /** Settings with which a service reads from the fake, many entities a call. */
    static Map<String, String> settings(FakeFeatureStore store) {
        return Map.of(
                FallbackKeys.FALLBACK.key(), "vertex",
                VertexKeys.API.key(), "online-store-streaming",
                VertexKeys.ENDPOINT.key(), store.endpoint(),
                VertexKeys.PLAINTEXT.key(), "true",
                VertexKeys.PROJECT.key(), "demo",
                VertexKeys.LOCATION.key(), "local",
                VertexKeys.STORE.key(), "demo",
                VertexKeys.USER_VIEW.key(), USERS,
                VertexKeys.ITEM_VIEW.key(), ITEMS);
    }

    private static Optional<StoredEntity> entity(int number, IntFunction<FeatureRecord> features) {
        if (number < 0) {
            return Optional.empty();
        }
        FeatureRecord record = features.apply(number);
        return Optional.of(new StoredEntity(record.features(), record.eventTime()));
    }
}
