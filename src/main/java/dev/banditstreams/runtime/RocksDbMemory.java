package dev.banditstreams.runtime;

import org.jspecify.annotations.Nullable;
import org.rocksdb.LRUCache;
import org.rocksdb.WriteBufferManager;

/**
 * Native memory that all stores of a process share: blocks and write buffers together stay below one bound.
 *
 * <p>Open while any store is. The first store to open decides the size; Streams makes the stores' configuration itself,
 * so there is no other way to hand it over than static.
 */
final class RocksDbMemory {

    private static final Shared SHARED = new Shared();

    private final LRUCache cache;
    private final WriteBufferManager writeBuffers;

    private RocksDbMemory(long bytes) {
        cache = new LRUCache(bytes, -1, false, 0.1);
        // Half of it at most for what is not yet written; charged to the cache, so that the sum is bounded.
        writeBuffers = new WriteBufferManager(bytes / 2, cache);
    }

    static RocksDbMemory open(long bytes) {
        return SHARED.open(bytes);
    }

    /** To be called once for each {@link #open}. */
    static void release() {
        SHARED.release();
    }

    LRUCache cache() {
        return cache;
    }

    WriteBufferManager writeBuffers() {
        return writeBuffers;
    }

    private static final class Shared {

        private @Nullable RocksDbMemory memory;
        private int stores;

        synchronized RocksDbMemory open(long bytes) {
            RocksDbMemory open = memory == null ? new RocksDbMemory(bytes) : memory;
            memory = open;
            stores++;
            return open;
        }

        synchronized void release() {
            if (--stores == 0 && memory != null) {
                memory.writeBuffers.close();
                memory.cache.close();
                memory = null;
            }
        }
    }
}
