package dev.banditstreams.chaos;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;

/**
 * Sends requests at a steady rate, answered or not, and whatever rewards it is given. What the broker could not take is
 * sent again, for longer than any fault lasts.
 *
 * <p>{@link #keepRate} blocks one thread; {@link #reward} may be called by another.
 */
final class Sending implements AutoCloseable {

    private static final int BROKEN_ONE_IN = 100;
    private static final byte[] BROKEN = {1, 2, 3};

    private final Visitors visitors;
    private final Ledger ledger;
    private final int rate;
    private final KafkaProducer<byte[], byte[]> producer;
    private final Codec<ScoringRequest> requests;
    private final Codec<Reward> rewards;
    private final Codec<FeatureRecord> items;
    private final CountDownLatch stop = new CountDownLatch(1);

    Sending(Deployment deployment, Visitors visitors, Ledger ledger, int rate) {
        this.visitors = visitors;
        this.ledger = ledger;
        this.rate = rate;
        Map<String, Object> settings = new HashMap<>(deployment.producer());
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, 2);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 600_000);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 120_000);
        producer = new KafkaProducer<>(settings, new ByteArraySerializer(), new ByteArraySerializer());
        requests = deployment.codecs().scoringRequests(Topic.SCORING_REQUESTS.withPrefix(""));
        rewards = deployment.codecs().rewards(Topic.REWARDS.withPrefix(""));
        items = deployment.codecs().featureRecords(Topic.ITEM_FEATURES.withPrefix(""));
    }

    void publishItems() {
        for (int item = 0; item < Visitors.ITEMS; item++) {
            FeatureRecord features = visitors.item(item);
            send(Topic.ITEM_FEATURES, features.entityId(), items.encode(features), () -> {});
        }
        producer.flush();
        ledger.check();
    }

    /** Returns when it is told to {@link #finish}. */
    void keepRate() throws InterruptedException {
        long begin = System.nanoTime();
        long sent = 0;
        while (stop.getCount() > 0) {
            long due = begin + sent * TimeUnit.SECONDS.toNanos(1) / rate;
            if (!stop.await(due - System.nanoTime(), TimeUnit.NANOSECONDS)) {
                request();
                sent++;
            }
        }
    }

    void finish() {
        stop.countDown();
    }

    void reward(Reward reward) {
        send(Topic.REWARDS, reward.userId(), rewards.encode(reward), ledger::rewardWritten);
    }

    private void request() {
        int number = ledger.send();
        ScoringRequest request = visitors.request(number);
        visitors.early(number, request).ifPresent(this::reward);
        send(Topic.SCORING_REQUESTS, request.userId(), requests.encode(request), () -> ledger.written(number));
        if (number % BROKEN_ONE_IN == 0) {
            send(Topic.SCORING_REQUESTS, request.userId(), BROKEN, () -> {});
        }
    }

    private void send(Topic topic, String key, byte[] value, Runnable written) {
        var unused = producer.send(
                new ProducerRecord<>(topic.withPrefix(""), key.getBytes(StandardCharsets.UTF_8), value),
                (metadata, failed) -> {
                    if (failed == null) {
                        written.run();
                    } else {
                        ledger.failed(failed);
                    }
                });
    }

    @Override
    public void close() {
        finish();
        producer.close(Duration.ZERO);
    }
}
