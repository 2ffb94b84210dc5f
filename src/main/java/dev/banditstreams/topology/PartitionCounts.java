package dev.banditstreams.topology;

import java.util.Map;

/** Numbers of partitions by topic, as the broker has them. */
public record PartitionCounts(Map<String, Integer> byTopic) {
    public PartitionCounts {
        byTopic = Map.copyOf(byTopic);
    }

    /** @throws IllegalArgumentException if the topic is not known */
    public int of(String topic) {
        Integer count = byTopic.get(topic);
        if (count == null) {
            throw new IllegalArgumentException("number of partitions of topic " + topic + " is not known");
        }
        return count;
    }
}
