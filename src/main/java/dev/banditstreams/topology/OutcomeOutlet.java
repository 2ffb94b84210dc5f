package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.Outcome;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.common.serialization.Serializer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * One node's way to the outcomes: one record per target partition and call, or more where one would be too large.
 *
 * <p>Outcomes are partitioned by item and not by arm, so that one owner sees all cohorts of an item.
 */
final class OutcomeOutlet {

    private final ProcessorContext<Object, Object> context;
    private final Codec<Outcomes> codec;
    private final int partitions;
    private final int limit;

    OutcomeOutlet(ProcessorContext<Object, Object> context, Deployment deployment) {
        String topic = deployment.topics().of(Topic.OUTCOMES);
        this.context = context;
        this.codec = deployment.codecs().outcomes(topic);
        this.partitions = deployment.partitions().of(topic);
        this.limit = deployment.limits().recordBytes();
    }

    /**
     * A record and the partition that it goes to.
     *
     * @param bytes the encoded outcomes
     */
    record Batch(int partition, byte[] bytes) {

        static Serializer<Batch> serializer() {
            return (topic, batch) -> batch.bytes();
        }
    }

    void publish(List<Outcome> outcomes, long time) {
        Map<Integer, List<Outcome>> byPartition = new TreeMap<>();
        for (Outcome outcome : outcomes) {
            int partition = Bytes.partition(Bytes.utf8(outcome.itemId()), partitions);
            byPartition.computeIfAbsent(partition, p -> new ArrayList<>()).add(outcome);
        }
        byPartition.forEach((partition, batch) -> forward(partition, batch, time));
    }

    private void forward(int partition, List<Outcome> batch, long time) {
        byte[] bytes = codec.encode(new Outcomes(batch));
        if (bytes.length > limit && batch.size() > 1) {
            int half = batch.size() / 2;
            forward(partition, batch.subList(0, half), time);
            forward(partition, batch.subList(half, batch.size()), time);
            return;
        }
        context.forward(new Record<>(null, new Batch(partition, bytes), time), LearnTopology.OUTCOMES_SINK);
    }
}
