package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.Keys;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.rocksdb.BlockBasedTableConfig;
import org.rocksdb.Cache;
import org.rocksdb.Options;
import org.rocksdb.RocksDB;

class BoundedRocksDbTest {

    static {
        RocksDB.loadLibrary();
    }

    private static final Map<String, Object> CONFIGS = Map.of(Keys.ROCKSDB_CACHE_BYTES.key(), "16777216");

    private final Options first = options();
    private final Options second = options();

    @AfterEach
    void close() {
        first.close();
        second.close();
    }

    @Test
    void shouldShareOneBoundAmongStoresAndReleaseItWithTheLast() {
        BoundedRocksDb one = new BoundedRocksDb();
        BoundedRocksDb two = new BoundedRocksDb();
        one.setConfig("one", first, CONFIGS);
        two.setConfig("two", second, CONFIGS);
        Cache cache = cache(first);

        assertThat(cache(second)).isSameAs(cache);
        assertThat(first.writeBufferManager()).isSameAs(second.writeBufferManager());

        one.close("one", first);
        assertThat(cache.isOwningHandle()).isTrue();
        two.close("two", second);
        assertThat(cache.isOwningHandle()).isFalse();
    }

    @Test
    void shouldOpenAgainAfterTheLastStoreWasClosed() {
        BoundedRocksDb one = new BoundedRocksDb();
        one.setConfig("one", first, CONFIGS);
        Cache before = cache(first);
        one.close("one", first);
        one.setConfig("one", second, CONFIGS);

        assertThat(cache(second)).isNotSameAs(before);
        assertThat(cache(second).isOwningHandle()).isTrue();
        one.close("one", second);
    }

    private static Options options() {
        return new Options().setTableFormatConfig(new BlockBasedTableConfig());
    }

    private static Cache cache(Options options) {
        try {
            var field = BlockBasedTableConfig.class.getDeclaredField("blockCache");
            field.setAccessible(true);
            return (Cache) field.get(options.tableFormatConfig());
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("BlockBasedTableConfig has no blockCache any more", e);
        }
    }
}
