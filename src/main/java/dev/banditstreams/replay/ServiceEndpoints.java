package dev.banditstreams.replay;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.Topic;
import java.util.Map;

/**
 * What a client needs to know of a running service.
 *
 * @param producer settings of a Kafka producer
 * @param consumer settings of a Kafka consumer
 * @param codecs stays the caller's to close
 */
public record ServiceEndpoints(
        Map<String, Object> producer, Map<String, Object> consumer, Codecs codecs, String topicPrefix) {

    public ServiceEndpoints {
        producer = Map.copyOf(producer);
        consumer = Map.copyOf(consumer);
    }

    String name(Topic topic) {
        return topic.withPrefix(topicPrefix);
    }
}
