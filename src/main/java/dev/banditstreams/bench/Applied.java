package dev.banditstreams.bench;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Which of a phase's rewards became outcomes, as the topic says. For one thread. */
final class Applied implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    private final KafkaConsumer<byte[], byte[]> consumer;
    private final Codec<Outcomes> codec;
    private final String prefix;
    private final Set<String> rewards = new HashSet<>();

    /** Reads outcomes that are written from now on, but only when {@link #read} is called. */
    Applied(LoadPlan plan, Codecs codecs) {
        String topic = Topic.OUTCOMES.withPrefix(plan.topicPrefix());
        codec = codecs.outcomes(topic);
        prefix = plan.phase() + "-";
        consumer = Clients.consumer(plan.endpoints());
        Clients.assignAtEnd(consumer, topic);
    }

    /** Reads what there is, and returns how many rewards have become outcomes. */
    int read() {
        for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
            if (codec.decode(record.value()) instanceof Decoded.Value<Outcomes> outcomes) {
                outcomes.value().outcomes().stream()
                        .map(Outcome::rewardIds)
                        .flatMap(List::stream)
                        .filter(id -> id.startsWith(prefix))
                        .forEach(rewards::add);
            }
        }
        return rewards.size();
    }

    @Override
    public void close() {
        consumer.close();
    }
}
