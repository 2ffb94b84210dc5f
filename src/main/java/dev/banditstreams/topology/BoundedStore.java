package dev.banditstreams.topology;

import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.StoreBuilder;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * A store of one type that takes no value over the size limit.
 *
 * <p>A changelog record that is too large would fail the task's transaction again and again, so the size is known
 * before the put.
 */
final class BoundedStore<V> {

    private final KeyValueStore<String, byte[]> store;
    private final Serde<V> serde;
    private final int limit;

    BoundedStore(KeyValueStore<String, byte[]> store, Serde<V> serde, int limit) {
        this.store = store;
        this.serde = serde;
        this.limit = limit;
    }

    static StoreBuilder<KeyValueStore<String, byte[]>> builder(StateStores stores, String name) {
        return Stores.keyValueStoreBuilder(stores.named(name), Serdes.String(), Serdes.ByteArray())
                .withCachingEnabled();
    }

    @Nullable
    V get(String key) {
        byte[] bytes = store.get(key);
        return bytes == null ? null : serde.deserializer().deserialize(store.name(), bytes);
    }

    /** Every entry, in the order of the keys' bytes. */
    void forEach(BiConsumer<String, V> action) {
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            while (entries.hasNext()) {
                KeyValue<String, byte[]> entry = entries.next();
                action.accept(entry.key, serde.deserializer().deserialize(store.name(), entry.value));
            }
        }
    }

    /**
     * Stores the value.
     *
     * @return its bytes; null if they are too many and nothing was stored
     */
    byte @Nullable [] put(String key, V value) {
        byte[] bytes = serde.serializer().serialize(store.name(), value);
        if (bytes.length + key.length() * 3L > limit) {
            return null;
        }
        store.put(key, bytes);
        return bytes;
    }

    void delete(String key) {
        store.delete(key);
    }

    Refusal tooLarge(String what) {
        return Refusal.tooLarge(what, limit);
    }
}
