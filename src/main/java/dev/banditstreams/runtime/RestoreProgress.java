package dev.banditstreams.runtime;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.processor.StateRestoreListener;

/** How far the restoring of one application's stores has come. Safe for use by many threads. */
final class RestoreProgress implements StateRestoreListener {

    private final Map<String, Restore> running = new ConcurrentHashMap<>();

    private record Restore(String store, long records, AtomicLong restored) {}

    @Override
    public void onRestoreStart(TopicPartition partition, String store, long from, long to) {
        running.put(key(partition, store), new Restore(store, to - from, new AtomicLong()));
    }

    @Override
    public void onBatchRestored(TopicPartition partition, String store, long to, long records) {
        Restore restore = running.get(key(partition, store));
        if (restore != null) {
            restore.restored.addAndGet(records);
        }
    }

    @Override
    public void onRestoreEnd(TopicPartition partition, String store, long records) {
        running.remove(key(partition, store));
    }

    @Override
    public void onRestoreSuspended(TopicPartition partition, String store, long records) {
        running.remove(key(partition, store));
    }

    /** E.g. {@code restoring arm-statistics (1200 of 5000 records)}; empty while nothing is restored. */
    Optional<String> describe() {
        return running.values().stream()
                .map(restore ->
                        "restoring " + restore.store + " (" + restore.restored + " of " + restore.records + " records)")
                .sorted()
                .findFirst();
    }

    private static String key(TopicPartition partition, String store) {
        return store + " " + partition;
    }
}
