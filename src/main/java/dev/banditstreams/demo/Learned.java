package dev.banditstreams.demo;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Topic;
import dev.banditstreams.simulation.Visits;
import dev.banditstreams.topology.TopicNames;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.serialization.Deserializer;

/** Watches what the service learns: which rewards became outcomes, and the arms' counts. Used by one thread. */
final class Learned {

    private final Visits visits;
    private final Seen seen;
    private final String outcomesTopic;
    private final Codec<Outcomes> outcomes;
    private final Deserializer<ArmState> arms = StateSerdes.armState().deserializer();

    Learned(Visits visits, Seen seen, TopicNames topics, Codecs codecs) {
        this.visits = visits;
        this.seen = seen;
        outcomesTopic = topics.of(Topic.OUTCOMES);
        outcomes = codecs.outcomes(outcomesTopic);
    }

    static List<String> topics(TopicNames topics) {
        return List.of(topics.of(Topic.OUTCOMES), topics.of(Topic.ARM_STATISTICS));
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(outcomesTopic)) {
            for (Outcome outcome : Written.value(outcomes, record).outcomes()) {
                outcome.rewardIds().forEach(this::applied);
            }
        } else if (record.value() != null) {
            seen.bestArms().update(arms.deserialize(record.topic(), record.value()));
        }
    }

    private void applied(String rewardId) {
        int visit = visits.visit(RewardIds.requestId(rewardId));
        int rank = RewardIds.rank(rewardId);
        if (visit >= 0 && rank >= 1 && rank <= visits.k()) {
            seen.tally().applied(visit, rank);
        }
    }
}
