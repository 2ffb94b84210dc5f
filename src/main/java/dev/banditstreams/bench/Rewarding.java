package dev.banditstreams.bench;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Sends a reward for a share of the answers: a click on one of the slate's items, or a skip. For one thread. */
final class Rewarding {

    private static final int CLICK_IN = 20;

    private final Producer<byte[], byte[]> producer;
    private final String topic;
    private final Codec<Reward> codec;
    private final InstantSource clock;
    private final String phase;
    private final double share;
    private volatile long sent;

    /** @param share of the requests */
    Rewarding(
            Producer<byte[], byte[]> producer,
            String topic,
            Codec<Reward> codec,
            InstantSource clock,
            String phase,
            double share) {
        this.producer = producer;
        this.topic = topic;
        this.codec = codec;
        this.clock = clock;
        this.phase = phase;
        this.share = share;
    }

    /** Whether the answer to this request gets a reward. */
    boolean wants(long number) {
        return SplitMix.among(number, share);
    }

    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes it
    void reward(long number, Recommendation answer) {
        int place = (int) Long.remainderUnsigned(
                SplitMix.mixed(number + 1), answer.items().size());
        boolean click = Long.remainderUnsigned(SplitMix.mixed(number + 2), CLICK_IN) == 0;
        Reward reward = new Reward(
                phase + "-" + number,
                answer.requestId(),
                answer.userId(),
                answer.items().get(place).itemId(),
                null,
                click ? "click" : "skip",
                null,
                clock.millis(),
                null,
                null);
        sent++;
        var unused = producer.send(
                new ProducerRecord<>(topic, answer.userId().getBytes(StandardCharsets.UTF_8), codec.encode(reward)));
    }

    long sent() {
        return sent;
    }
}
