package dev.banditstreams.model;

/** A record's place in Kafka. */
public record SourcePosition(String topic, int partition, long offset) {
    @Override
    public String toString() {
        return topic + "-" + partition + "@" + offset;
    }
}
