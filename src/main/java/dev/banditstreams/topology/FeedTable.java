package dev.banditstreams.topology;

import dev.banditstreams.metrics.ScoringMeters;
import java.util.function.BiConsumer;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps a global store and the table on the heap that views it.
 *
 * <p>On a restore Streams feeds one instance of this class and then starts another on the same store, so each scans the
 * store first, and the view takes every entry any number of times. A record that can't be read is counted and passed
 * over: an exception here would stop every instance, and again at each start.
 */
final class FeedTable<V> implements Processor<String, byte[], Void, Void> {

    private static final Logger LOG = LoggerFactory.getLogger(FeedTable.class);

    private final String storeName;
    private final Deserializer<V> deserializer;
    private final BiConsumer<String, @Nullable V> view;
    private final ScoringMeters meters;

    private KeyValueStore<String, byte[]> store;

    /** @param view gets each key with its value, or null where the value was removed */
    FeedTable(
            String storeName,
            Deserializer<V> deserializer,
            BiConsumer<String, @Nullable V> view,
            ScoringMeters meters) {
        this.storeName = storeName;
        this.deserializer = deserializer;
        this.view = view;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        store = context.getStateStore(storeName);
        long read = 0;
        try (KeyValueIterator<String, byte[]> entries = store.all()) {
            for (; entries.hasNext(); read++) {
                KeyValue<String, byte[]> entry = entries.next();
                show(entry.key, entry.value);
            }
        }
        if (read > 0) {
            LOG.info("{}: {} entries read", storeName, read);
        }
    }

    @Override
    public void process(Record<String, byte[]> record) {
        if (record.key() == null || !show(record.key(), record.value())) {
            return;
        }
        store.put(record.key(), record.value());
    }

    private boolean show(String key, byte @Nullable [] bytes) {
        try {
            view.accept(key, bytes == null ? null : deserializer.deserialize(storeName, bytes));
            return true;
        } catch (SerializationException | IllegalArgumentException e) {
            meters.unreadableState();
            LOG.error("{}: the entry of {} can't be read and is passed over", storeName, key, e);
            return false;
        }
    }
}
