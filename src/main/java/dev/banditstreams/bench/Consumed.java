package dev.banditstreams.bench;

import java.util.Collection;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How far an application has come in a topic. For one thread. */
final class Consumed implements AutoCloseable {

    private final Admin admin;
    private final String group;
    private final Map<TopicPartition, Long> ends;

    /** @param group the application's consumer group */
    Consumed(Endpoints endpoints, String group, String topic) {
        this.group = group;
        try (KafkaConsumer<byte[], byte[]> consumer = Clients.consumer(endpoints)) {
            ends = consumer.endOffsets(Clients.assign(consumer, topic));
        }
        admin = Clients.admin(endpoints);
    }

    /** Records of the topic when this was made. */
    long all() {
        return sum(ends.values());
    }

    /** Records that the application has committed. */
    long committed() throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> offsets = admin.listConsumerGroupOffsets(group)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return ends.keySet().stream()
                    .map(offsets::get)
                    .filter(offset -> offset != null)
                    .mapToLong(OffsetAndMetadata::offset)
                    .sum();
        } catch (ExecutionException e) {
            throw new BenchException("the offsets of group " + group + " can't be read: " + e.getCause(), e);
        }
    }

    @Override
    public void close() {
        admin.close();
    }

    private static long sum(Collection<Long> offsets) {
        return offsets.stream().mapToLong(Long::longValue).sum();
    }
}
