package dev.banditstreams.check;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A history in memory, to be written and then read. Everything in it is committed. For one thread. */
final class MemoryHistory implements History {

    private final int partitions;
    private final Map<Log, List<List<HistoryRecord>>> logs = new EnumMap<>(Log.class);

    MemoryHistory(int partitions) {
        this.partitions = partitions;
        for (Log log : Log.values()) {
            List<List<HistoryRecord>> all = new ArrayList<>();
            for (int i = 0; i < partitions; i++) {
                all.add(new ArrayList<>());
            }
            logs.put(log, all);
        }
    }

    /** Where the next record of a partition will be. */
    Position next(Log log, int partition) {
        return new Position(log, partition, end(log, partition));
    }

    Position append(Log log, int partition, long time, byte @Nullable [] key, byte @Nullable [] value) {
        Position at = next(log, partition);
        records(log, partition).add(new HistoryRecord(log, partition, at.offset(), time, key, value));
        return at;
    }

    static String topic(Log log) {
        return log.name().toLowerCase(Locale.ROOT);
    }

    @Override
    public int partitions(Log log) {
        return partitions;
    }

    @Override
    public long start(Log log, int partition) {
        return 0;
    }

    @Override
    public long end(Log log, int partition) {
        return records(log, partition).size();
    }

    @Override
    public long committed(Log log, int partition) {
        return end(log, partition);
    }

    @Override
    public Optional<Log> named(String topic) {
        return logs.keySet().stream().filter(log -> topic(log).equals(topic)).findFirst();
    }

    @Override
    public void read(Set<Log> wanted, Reader reader) {
        List<HistoryRecord> all = new ArrayList<>();
        wanted.forEach(log -> logs.getOrDefault(log, List.of()).forEach(all::addAll));
        // Stable, so that each partition keeps its order: its times ascend.
        all.sort(Comparator.comparingLong(HistoryRecord::time).thenComparing(HistoryRecord::log));
        reader.read(all);
    }

    private List<HistoryRecord> records(Log log, int partition) {
        return logs.getOrDefault(log, List.of()).get(partition);
    }
}
