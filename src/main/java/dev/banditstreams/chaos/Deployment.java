package dev.banditstreams.chaos;

import dev.banditstreams.codec.Codecs;
import java.util.List;
import java.util.Map;

/**
 * What runs, and how clients reach it: topics without a prefix, applications with the usual one.
 *
 * @param codecs stays the caller's to close
 * @param producer settings of Kafka's producer; the same for the others
 */
public record Deployment(
        Broker broker,
        List<Instance> instances,
        Codecs codecs,
        Map<String, Object> producer,
        Map<String, Object> consumer,
        Map<String, Object> admin) {

    static final String APPLICATION_PREFIX = "bandit";

    public Deployment {
        instances = List.copyOf(instances);
        producer = Map.copyOf(producer);
        consumer = Map.copyOf(consumer);
        admin = Map.copyOf(admin);
    }
}
