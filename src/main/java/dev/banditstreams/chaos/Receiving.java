package dev.banditstreams.chaos;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.Queue;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;

/** Reads answers and dead letters as they are committed, notes what they end, and has rewards sent. For one thread. */
final class Receiving implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(20);
    private static final long NANOS_PER_MILLI = 1_000_000;

    private record Due(long nanos, Visitors.Planned planned) {}

    private final Visitors visitors;
    private final Ledger ledger;
    private final Sending sending;
    private final Gaps gaps;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codec<Recommendation> recommendations;
    private final Codec<ScoringRequest> requests;
    private final Codec<DeadLetter> deadLetters;
    private final Queue<Due> later = new PriorityQueue<>(Comparator.comparingLong(Due::nanos));
    private volatile boolean rewarding = true;
    private volatile boolean stopped;

    Receiving(Deployment deployment, Visitors visitors, Ledger ledger, Sending sending) {
        this.visitors = visitors;
        this.ledger = ledger;
        this.sending = sending;
        recommendations = deployment.codecs().recommendations(Topic.RECOMMENDATIONS.withPrefix(""));
        requests = deployment.codecs().scoringRequests(Topic.SCORING_REQUESTS.withPrefix(""));
        deadLetters = deployment.codecs().deadLetters(Topic.DEAD_LETTERS.withPrefix(""));
        Map<String, Object> settings = new HashMap<>(deployment.consumer());
        settings.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        settings.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        settings.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        settings.put(ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG, 50);
        // A gap is the service's, not that of a reader who waits before it connects again.
        settings.put(ConsumerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 100);
        consumer = new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = Stream.of(Topic.RECOMMENDATIONS, Topic.DEAD_LETTERS)
                .flatMap(topic -> consumer.partitionsFor(topic.withPrefix("")).stream())
                .map(info -> new TopicPartition(info.topic(), info.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToBeginning(partitions);
        gaps = new Gaps(
                (int) partitions.stream()
                        .filter(partition -> partition.topic().equals(Topic.RECOMMENDATIONS.withPrefix("")))
                        .count(),
                System.nanoTime());
    }

    Gaps gaps() {
        return gaps;
    }

    /** From now on answers are only counted. */
    void stopRewarding() {
        rewarding = false;
    }

    /** Reads until it is stopped. */
    void run() {
        while (!stopped) {
            ConsumerRecords<byte[], byte[]> records = consumer.poll(POLL);
            long now = System.nanoTime();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                if (record.topic().equals(Topic.RECOMMENDATIONS.withPrefix(""))) {
                    answer(record, now);
                } else {
                    letter(record);
                }
            }
            sendDue(now);
        }
    }

    void stop() {
        stopped = true;
    }

    private void answer(ConsumerRecord<byte[], byte[]> record, long now) {
        gaps.answered(record.partition(), now);
        if (!(recommendations.decode(record.value()) instanceof Decoded.Value<Recommendation> good)) {
            throw new ChaosException(
                    "an answer can't be read: " + record.topic() + "-" + record.partition() + "@" + record.offset());
        }
        Recommendation answer = good.value();
        int number = visitors.number(answer.requestId());
        ledger.ended(number);
        if (!answer.degraded().isEmpty()) {
            ledger.degraded();
        }
        if (rewarding) {
            visitors.after(number, answer)
                    .forEach(planned -> later.add(new Due(now + planned.delayMillis() * NANOS_PER_MILLI, planned)));
        }
    }

    /** Of requests; those that were broken on purpose have no number. */
    private void letter(ConsumerRecord<byte[], byte[]> record) {
        if (deadLetters.decode(record.value()) instanceof Decoded.Value<DeadLetter> letter
                && letter.value().source().topic().equals(Topic.SCORING_REQUESTS.withPrefix(""))) {
            byte[] value = letter.value().value().bytes();
            if (value != null && requests.decode(value) instanceof Decoded.Value<ScoringRequest> request) {
                ledger.ended(visitors.number(request.value().requestId()));
            }
        }
    }

    private void sendDue(long now) {
        for (Due due = later.peek(); due != null && due.nanos - now <= 0; due = later.peek()) {
            later.remove();
            if (rewarding) {
                sending.reward(due.planned.reward());
            }
        }
    }

    @Override
    public void close() {
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
