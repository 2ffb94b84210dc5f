package dev.banditstreams.topology;

import org.apache.kafka.streams.state.KeyValueBytesStoreSupplier;
import org.apache.kafka.streams.state.Stores;

/** Where the graphs keep their state. */
@FunctionalInterface
public interface StateStores {

    /** The store of that name; Streams opens it. */
    KeyValueBytesStoreSupplier named(String name);

    /** In RocksDB, below the state directory. */
    static StateStores persistent() {
        return Stores::persistentKeyValueStore;
    }
}
