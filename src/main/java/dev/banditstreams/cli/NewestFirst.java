package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.ClientSettings;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/**
 * Finds committed records of a topic without an index: reads from the end backwards, in stretches that grow, so that
 * what is recent is found at once. The ends are fixed at the start of each search. For one thread.
 */
final class NewestFirst implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(200);
    private static final Duration BETWEEN_PROGRESS = Duration.ofSeconds(2);
    private static final long FIRST_STRETCH = 5_000;
    private static final long LAST_STRETCH = 500_000;

    private final Settings settings;
    private final Duration patience;
    private final Consumer<String> progress;
    private final KafkaConsumer<byte[], byte[]> consumer;

    /** A record that was looked for. */
    record Found<T>(SourcePosition at, long timestamp, T value) {}

    /**
     * Where to look.
     *
     * @param key only where this key's records lie; null: in all partitions
     * @param since not in what was written before, in milliseconds since the epoch
     * @param all go on to the beginning when one has been found
     */
    record Area(Topic topic, @Nullable String key, OptionalLong since, boolean all) {}

    /** What a partition is still to be searched between. */
    private static final class Stretch {
        final long first;
        long low;
        long high;

        Stretch(long first, long end) {
            this.first = first;
            this.low = end;
            this.high = end;
        }
    }

    /** @param patience how long nothing may come before the topic counts as unreadable */
    NewestFirst(Settings settings, Duration patience, Consumer<String> progress) {
        this.settings = settings;
        this.patience = patience;
        this.progress = progress;
        Map<String, Object> reading = ClientSettings.consumer(settings);
        reading.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
        reading.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        reading.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 5_000);
        reading.put(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, Math.toIntExact(patience.toMillis()));
        try {
            consumer = new KafkaConsumer<>(reading, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        } catch (KafkaException e) {
            throw new CommandFailure("the settings for Kafka are refused: " + Failures.deepest(e), e);
        }
    }

    /**
     * The records that {@code reader} makes something of, the oldest first; unless all are asked for, those of the
     * stretch in which the first was found.
     *
     * @throws CommandFailure if there is no such topic, or it can't be read
     */
    <T> List<Found<T>> find(Area area, Function<ConsumerRecord<byte[], byte[]>, Optional<T>> reader) {
        String topic = area.topic().withPrefix(settings.get(Keys.TOPIC_PREFIX));
        List<Found<T>> found = new ArrayList<>();
        try {
            Map<TopicPartition, Stretch> stretches = stretches(topic, area);
            Scan scan = new Scan(topic);
            for (long length = FIRST_STRETCH; next(stretches, length) && (area.all() || found.isEmpty()); ) {
                scan.read(
                        stretches,
                        record -> reader.apply(record)
                                .ifPresent(value -> found.add(new Found<>(
                                        new SourcePosition(record.topic(), record.partition(), record.offset()),
                                        record.timestamp(),
                                        value))));
                length = Math.min(LAST_STRETCH, 2 * length);
            }
        } catch (KafkaException e) {
            throw new CommandFailure("topic " + topic + " can't be read: " + Failures.deepest(e), e);
        }
        found.sort(Comparator.comparingLong((Found<T> one) -> one.timestamp).thenComparingLong(one -> one.at.offset()));
        return found;
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }

    private Map<TopicPartition, Stretch> stretches(String topic, Area area) {
        List<TopicPartition> partitions = ServiceClient.partitions(consumer, topic, settings, patience);
        if (area.key() != null) {
            byte[] key = area.key().getBytes(StandardCharsets.UTF_8);
            int partition = Utils.toPositive(Utils.murmur2(key)) % partitions.size();
            partitions = List.of(new TopicPartition(topic, partition));
        }
        Map<TopicPartition, Long> ends = consumer.endOffsets(partitions);
        Map<TopicPartition, Long> firsts = new HashMap<>(consumer.beginningOffsets(partitions));
        if (area.since().isPresent()) {
            Map<TopicPartition, Long> times = new HashMap<>();
            partitions.forEach(partition -> times.put(partition, area.since().getAsLong()));
            consumer.offsetsForTimes(times)
                    .forEach((partition, at) -> firsts.put(partition, at == null ? Long.MAX_VALUE : at.offset()));
        }
        Map<TopicPartition, Stretch> stretches = new HashMap<>();
        ends.forEach(
                (partition, end) -> stretches.put(partition, new Stretch(firsts.getOrDefault(partition, 0L), end)));
        return stretches;
    }

    /** @return false: everything has been read */
    private static boolean next(Map<TopicPartition, Stretch> stretches, long length) {
        stretches.values().forEach(stretch -> {
            stretch.high = stretch.low;
            stretch.low = Math.max(stretch.first, stretch.high - length);
        });
        stretches.values().removeIf(stretch -> stretch.low >= stretch.high);
        return !stretches.isEmpty();
    }

    /** Reads one stretch of each partition after the other, and counts. */
    private final class Scan {

        private final String topic;
        private long records;
        private long told;
        private long oldest = Long.MAX_VALUE;
        private long toldAt = System.nanoTime();

        Scan(String topic) {
            this.topic = topic;
        }

        void read(Map<TopicPartition, Stretch> stretches, Consumer<ConsumerRecord<byte[], byte[]>> reader) {
            Set<TopicPartition> open = new HashSet<>(stretches.keySet());
            consumer.assign(open);
            stretches.forEach((partition, stretch) -> consumer.seek(partition, stretch.low));
            long movedAt = System.nanoTime();
            long before = -1;
            while (!open.isEmpty()) {
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    Stretch stretch = stretches.get(new TopicPartition(record.topic(), record.partition()));
                    if (stretch != null && record.offset() < stretch.high) {
                        records++;
                        oldest = Math.min(oldest, record.timestamp());
                        reader.accept(record);
                    }
                }
                long left = left(open, stretches);
                if (open.removeIf(partition -> left(partition, stretches) == 0) && !open.isEmpty()) {
                    consumer.assign(open);
                }
                if (left != before) {
                    before = left;
                    movedAt = System.nanoTime();
                } else if (System.nanoTime() - movedAt > patience.toNanos()) {
                    throw new CommandFailure("topic " + topic + ": nothing could be read for " + patience.toSeconds()
                            + " s of what should be there");
                }
                tell();
            }
        }

        private long left(Set<TopicPartition> open, Map<TopicPartition, Stretch> stretches) {
            return open.stream()
                    .mapToLong(partition -> left(partition, stretches))
                    .sum();
        }

        private long left(TopicPartition partition, Map<TopicPartition, Stretch> stretches) {
            Stretch stretch = stretches.get(partition);
            return stretch == null ? 0 : Math.max(0, stretch.high - consumer.position(partition));
        }

        private void tell() {
            if (records > told && System.nanoTime() - toldAt > BETWEEN_PROGRESS.toNanos()) {
                told = records;
                toldAt = System.nanoTime();
                progress.accept(topic + ": " + records + " records read, back to " + Instant.ofEpochMilli(oldest));
            }
        }
    }
}
