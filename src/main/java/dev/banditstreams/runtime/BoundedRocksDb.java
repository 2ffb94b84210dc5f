package dev.banditstreams.runtime;

import dev.banditstreams.config.Keys;
import java.util.Map;
import org.apache.kafka.streams.state.RocksDBConfigSetter;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Options;

/**
 * Lets every store use the process' {@link RocksDbMemory} instead of 50 MB of cache and 3 x 16 MB of buffers of its
 * own.
 */
public final class BoundedRocksDb implements RocksDBConfigSetter {

    /** A memtable of this size is flushed; small, since the bound is shared by all stores and partitions. */
    private static final long WRITE_BUFFER_BYTES = 8L << 20;

    @Override
    public void setConfig(String storeName, Options options, Map<String, Object> configs) {
        Object bytes = configs.get(Keys.ROCKSDB_CACHE_BYTES.key());
        RocksDbMemory memory = RocksDbMemory.open(Long.parseLong(String.valueOf(bytes)));
        BlockBasedTableConfig tables = (BlockBasedTableConfig) options.tableFormatConfig();
        tables.setBlockCache(memory.cache());
        tables.setCacheIndexAndFilterBlocks(true);
        tables.setPinTopLevelIndexAndFilter(true);
        options.setTableFormatConfig(tables);
        options.setWriteBufferManager(memory.writeBuffers());
        options.setWriteBufferSize(WRITE_BUFFER_BYTES);
    }

    @Override
    public void close(String storeName, Options options) {
        RocksDbMemory.release();
    }
}
