package dev.banditstreams.topology;

import dev.banditstreams.model.Topic;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.streams.processor.TimestampExtractor;

/**
 * Stamps records by their arrival: the broker's append time, or the time of reading on topics whose stamps producers
 * set.
 *
 * <p>Of the records that wait in a task, Streams takes the oldest stamp first. A bulk load of features, stamped as it
 * is read, so never goes before a request that waits; and no stamp of a producer's, however odd, can hold up a
 * partition or reach a changelog.
 */
final class ArrivalTime implements TimestampExtractor {

    private final Set<String> appendTimeTopics;
    private final InstantSource clock;

    ArrivalTime(TopicNames topics, InstantSource clock) {
        this.clock = clock;
        this.appendTimeTopics = Arrays.stream(Topic.values())
                .filter(topic -> topic.timestampType() == Topic.TimestampType.LOG_APPEND_TIME)
                .map(topics::of)
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public long extract(ConsumerRecord<Object, Object> record, long partitionTime) {
        return appendTimeTopics.contains(record.topic()) ? record.timestamp() : clock.millis();
    }
}
