package dev.banditstreams.check;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndTimestamp;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/**
 * The history of a deployment on Kafka, running or stopped: committed records, between offsets that are fixed at the
 * start.
 *
 * <p>The order in which these are looked up matters, because the service may go on: what it has committed, then its
 * stores, then its outputs, each before what it refers to, and the inputs last.
 */
public final class KafkaHistory implements History, AutoCloseable {

    private static final List<Log> LOOKED_UP = List.of(
            Log.PARKED_REQUESTS,
            Log.PARKED_REWARDS,
            Log.ARMS,
            Log.DEAD_LETTERS,
            Log.OUTCOMES,
            Log.RECOMMENDATIONS,
            Log.ARM_STATISTICS,
            Log.FETCHED_ITEMS,
            Log.CANDIDATE_SETS,
            Log.ITEM_FEATURES,
            Log.USER_FEATURES,
            Log.REWARDS,
            Log.REQUESTS);

    /** What a partition is read between. */
    private record Bounds(long start, long end, long committed) {}

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Consumer<String> progress;
    private final Duration patience;
    private final Map<Log, String> names = new EnumMap<>(Log.class);
    private final Map<String, Log> byName = new HashMap<>();
    private final Map<Log, List<Bounds>> bounds = new EnumMap<>(Log.class);

    /**
     * Where a deployment is.
     *
     * @param consumer settings of a consumer
     * @param from records with an earlier timestamp are left out, in topics that are not compacted
     * @param patience how long nothing may come, before what is there counts as unreadable
     */
    public record Source(
            Map<String, Object> consumer,
            String topicPrefix,
            String applicationPrefix,
            OptionalLong from,
            Duration patience) {}

    /**
     * Looks up what there is to read.
     *
     * @throws CheckException if the brokers don't answer, or there are no such topics
     */
    public KafkaHistory(Source source, Consumer<String> progress) {
        this.progress = progress;
        this.patience = source.patience();
        for (Log log : Log.values()) {
            String name = log.name(source.topicPrefix(), source.applicationPrefix());
            names.put(log, name);
            byName.put(name, log);
        }
        Map<String, Object> settings = new HashMap<>(source.consumer());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
        settings.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        settings.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        // At the end of a partition a broker would hold the answer to a fetch back, and with it that of all others.
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 10);
        settings.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 4 << 20);
        try {
            Map<TopicPartition, Long> committed = committed(source, settings);
            consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
            settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_uncommitted");
            // A transaction that is committed, but not yet marked so in every partition, is waited for: so the end is
            // that of all records.
            try (KafkaConsumer<byte[], byte[]> ends =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                LOOKED_UP.forEach(log -> bounds.put(log, bounds(log, ends, committed, source.from())));
            }
        } catch (KafkaException e) {
            throw new CheckException("the topics can't be read: " + e.getMessage(), e);
        }
        if (partitions(Log.REQUESTS) == 0) {
            close();
            throw new CheckException("there is no topic " + names.get(Log.REQUESTS)
                    + ": give the service's --config, or its --topic-prefix");
        }
    }

    /**
     * What the applications have committed as read. Offsets in a transaction that is not over are waited for (an admin
     * client would leave them out). One partition number at a time: its topics are of one task, and commit together.
     */
    private Map<TopicPartition, Long> committed(Source source, Map<String, Object> client) {
        Map<String, Object> settings = new HashMap<>(client);
        // A transaction in flight is over in some milliseconds, and the next one begins soon after.
        settings.put(ConsumerConfig.RETRY_BACKOFF_MS_CONFIG, 5);
        settings.put(ConsumerConfig.RETRY_BACKOFF_MAX_MS_CONFIG, 50);
        Map<String, List<Log>> read = new HashMap<>();
        LOOKED_UP.forEach(log -> log.group(source.applicationPrefix())
                .ifPresent(group ->
                        read.computeIfAbsent(group, name -> new ArrayList<>()).add(log)));
        Map<TopicPartition, Long> offsets = new HashMap<>();
        read.forEach((name, logs) -> {
            settings.put(ConsumerConfig.GROUP_ID_CONFIG, name);
            // It never subscribes, and so isn't of the group.
            try (KafkaConsumer<byte[], byte[]> group =
                    new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
                logs.stream()
                        .flatMap(log -> partitions(log, group).stream())
                        .collect(Collectors.groupingBy(TopicPartition::partition, Collectors.toSet()))
                        .values()
                        .forEach(partitions -> group.committed(partitions, patience)
                                .forEach((partition, offset) -> {
                                    if (offset != null) {
                                        offsets.put(partition, offset.offset());
                                    }
                                }));
            }
        });
        return offsets;
    }

    private List<TopicPartition> partitions(Log log, KafkaConsumer<byte[], byte[]> client) {
        int count = client.partitionsFor(name(log)).stream()
                        .mapToInt(PartitionInfo::partition)
                        .max()
                        .orElse(-1)
                + 1;
        return IntStream.range(0, count)
                .mapToObj(partition -> new TopicPartition(name(log), partition))
                .toList();
    }

    private List<Bounds> bounds(
            Log log, KafkaConsumer<byte[], byte[]> ends, Map<TopicPartition, Long> committed, OptionalLong from) {
        List<TopicPartition> partitions = partitions(log, ends);
        Map<TopicPartition, Long> last = ends.endOffsets(partitions);
        Map<TopicPartition, Long> first = new HashMap<>(ends.beginningOffsets(partitions));
        if (from.isPresent() && !log.compacted()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, from.getAsLong()));
            Map<TopicPartition, OffsetAndTimestamp> found = ends.offsetsForTimes(times);
            partitions.forEach(partition -> {
                OffsetAndTimestamp at = found.get(partition);
                first.put(partition, at == null ? offset(last, partition) : at.offset());
            });
        }
        List<Bounds> result = new ArrayList<>();
        for (TopicPartition partition : partitions) {
            long start = offset(first, partition);
            result.add(new Bounds(start, offset(last, partition), committed.getOrDefault(partition, start)));
        }
        return result;
    }

    private static long offset(Map<TopicPartition, Long> offsets, TopicPartition partition) {
        return offsets.getOrDefault(partition, 0L);
    }

    private String name(Log log) {
        return names.getOrDefault(log, "");
    }

    private Bounds bounds(Log log, int partition) {
        return bounds.getOrDefault(log, List.of()).get(partition);
    }

    @Override
    public int partitions(Log log) {
        return bounds.getOrDefault(log, List.of()).size();
    }

    @Override
    public long start(Log log, int partition) {
        return bounds(log, partition).start;
    }

    @Override
    public long end(Log log, int partition) {
        return bounds(log, partition).end;
    }

    @Override
    public long committed(Log log, int partition) {
        return bounds(log, partition).committed;
    }

    @Override
    public Optional<Log> named(String topic) {
        return Optional.ofNullable(byName.get(topic));
    }

    @Override
    public void read(Set<Log> logs, Reader reader) {
        List<KafkaMerge.Part> parts = new ArrayList<>();
        for (Log log : logs) {
            for (int i = 0; i < partitions(log); i++) {
                if (start(log, i) < end(log, i)) {
                    parts.add(new KafkaMerge.Part(log, new TopicPartition(name(log), i), end(log, i)));
                }
            }
        }
        consumer.assign(parts.stream().map(KafkaMerge.Part::partition).toList());
        parts.forEach(part -> consumer.seek(
                part.partition(), start(part.log(), part.partition().partition())));
        try {
            new KafkaMerge(consumer, parts, patience, progress).read(reader);
        } catch (KafkaException e) {
            throw new CheckException("the topics can't be read: " + e.getMessage(), e);
        }
        Collection<TopicPartition> none = List.of();
        consumer.assign(none);
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
