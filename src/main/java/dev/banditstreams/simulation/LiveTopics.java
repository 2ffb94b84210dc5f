package dev.banditstreams.simulation;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.CloseOptions;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.jspecify.annotations.Nullable;

/** The topics of a running service, as a client has them: requests and rewards out, recommendations in. */
final class LiveTopics implements AutoCloseable {

    private final KafkaProducer<byte[], byte[]> producer;
    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codec<ScoringRequest> requests;
    private final Codec<Reward> rewards;
    private final Codec<Recommendation> recommendations;
    private final String requestTopic;
    private final String rewardTopic;
    private volatile @Nullable Exception failure;

    /** Hears what is answered from now on. */
    LiveTopics(LiveSimulation.Endpoints service) {
        requestTopic = service.name(Topic.SCORING_REQUESTS);
        rewardTopic = service.name(Topic.REWARDS);
        String answers = service.name(Topic.RECOMMENDATIONS);
        requests = service.codecs().scoringRequests(requestTopic);
        rewards = service.codecs().rewards(rewardTopic);
        recommendations = service.codecs().recommendations(answers);
        Map<String, Object> own = new HashMap<>(service.consumer());
        own.put(ConsumerConfig.ISOLATION_LEVEL_CONFIG, "read_committed");
        own.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
        consumer = new KafkaConsumer<>(own, new ByteArrayDeserializer(), new ByteArrayDeserializer());
        List<TopicPartition> partitions = consumer.partitionsFor(answers).stream()
                .map(partition -> new TopicPartition(answers, partition.partition()))
                .toList();
        consumer.assign(partitions);
        consumer.seekToEnd(partitions);
        partitions.forEach(consumer::position); // a seek alone waits for the first poll
        producer = new KafkaProducer<>(service.producer(), new ByteArraySerializer(), new ByteArraySerializer());
    }

    void send(ScoringRequest request) {
        send(requestTopic, request.userId(), requests.encode(request));
    }

    void send(Reward reward) {
        send(rewardTopic, reward.userId(), rewards.encode(reward));
    }

    private void send(String topic, String key, byte[] value) {
        var unused = producer.send(new ProducerRecord<>(topic, key.getBytes(UTF_8), value), (written, failed) -> {
            if (failed != null) {
                failure = failed;
            }
        });
    }

    /**
     * Hands on what was answered, and waits for it.
     *
     * @throws SimulationException if a record could not be sent
     */
    void poll(Duration wait, Consumer<Recommendation> answers) {
        Exception failed = failure;
        if (failed != null) {
            throw new SimulationException("a record could not be sent: " + failed.getMessage(), failed);
        }
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(wait)) {
            if (recommendations.decode(record.value()) instanceof Decoded.Value<Recommendation> good) {
                answers.accept(good.value());
            }
        }
    }

    @Override
    public void close() {
        producer.close(Duration.ZERO);
        consumer.close(CloseOptions.timeout(Duration.ZERO));
    }
}
