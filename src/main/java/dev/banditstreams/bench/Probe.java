package dev.banditstreams.bench;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.InstantSource;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;

/** Asks for each candidate set until it is answered: no meter says which sets score knows. For one thread. */
final class Probe {

    private static final String PREFIX = "probe-";
    private static final Duration POLL = Duration.ofMillis(500);
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(60);

    private final SetUpPlan plan;
    private final KafkaProducer<byte[], byte[]> producer;
    private final InstantSource clock;
    private final Codec<ScoringRequest> requests;
    private final Codec<Recommendation> answers;
    private final String requestsTopic = Topic.SCORING_REQUESTS.withPrefix("");
    private final String answersTopic = Topic.RECOMMENDATIONS.withPrefix("");

    Probe(SetUpPlan plan, Codecs codecs, KafkaProducer<byte[], byte[]> producer, InstantSource clock) {
        this.plan = plan;
        this.producer = producer;
        this.clock = clock;
        requests = codecs.scoringRequests(requestsTopic);
        answers = codecs.recommendations(answersTopic);
    }

    void awaitSets() {
        BitSet answered = new BitSet();
        long until = System.nanoTime() + PATIENCE_NANOS;
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(plan.endpoints())) {
            consumer.seekToBeginning(Clients.assign(consumer, answersTopic));
            for (int round = 0; answered.cardinality() < Catalogue.SETS; round++) {
                if (System.nanoTime() > until) {
                    throw new BenchException("the service answers for only " + answered.cardinality() + " of "
                            + Catalogue.SETS + " candidate sets");
                }
                for (int set = answered.nextClearBit(0); set < Catalogue.SETS; set = answered.nextClearBit(set + 1)) {
                    ask(set, round);
                }
                // A request whose set is not known yet is refused and asked again in the next round.
                for (ConsumerRecord<byte[], byte[]> record : consumer.poll(POLL)) {
                    heard(record, answered);
                }
            }
        }
    }

    private void ask(int set, int round) {
        String user = RequestIds.userId(set);
        var unused = producer.send(new ProducerRecord<>(
                requestsTopic,
                user.getBytes(StandardCharsets.UTF_8),
                requests.encode(new ScoringRequest(
                        PREFIX + set + "-" + round,
                        user,
                        "bench",
                        List.of(),
                        Catalogue.setId(set),
                        1,
                        List.of(),
                        null,
                        clock.millis(),
                        Map.of()))));
    }

    private void heard(ConsumerRecord<byte[], byte[]> record, BitSet answered) {
        if (answers.decode(record.value()) instanceof Decoded.Value<Recommendation> decoded
                && decoded.value().requestId().startsWith(PREFIX)) {
            String[] parts = decoded.value().requestId().split("-", -1);
            answered.set(Integer.parseInt(parts[1]));
        }
    }
}
