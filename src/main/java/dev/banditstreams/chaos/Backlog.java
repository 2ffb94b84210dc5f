package dev.banditstreams.chaos;

import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** How many records of an input the service has not committed as read. For one thread. */
final class Backlog implements AutoCloseable {

    private final Admin admin;
    private final int partitions;

    Backlog(Deployment deployment) throws InterruptedException {
        admin = Admin.create(deployment.admin());
        String topic = Topic.SCORING_REQUESTS.withPrefix("");
        try {
            partitions = Objects.requireNonNull(admin.describeTopics(List.of(topic))
                            .allTopicNames()
                            .get()
                            .get(topic))
                    .partitions()
                    .size();
        } catch (ExecutionException e) {
            admin.close();
            throw new ChaosException("the broker doesn't say how many partitions " + topic + " has", e);
        }
    }

    long requests() throws InterruptedException {
        return of("score", Topic.SCORING_REQUESTS);
    }

    long rewards() throws InterruptedException {
        return of("learn", Topic.REWARDS);
    }

    private long of(String application, Topic topic) throws InterruptedException {
        try {
            Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(
                            Deployment.APPLICATION_PREFIX + "-" + application)
                    .partitionsToOffsetAndMetadata()
                    .get();
            return admin
                    .listOffsets(IntStream.range(0, partitions)
                            .mapToObj(partition -> new TopicPartition(topic.withPrefix(""), partition))
                            .collect(Collectors.toMap(Function.identity(), partition -> OffsetSpec.latest())))
                    .all()
                    .get()
                    .entrySet()
                    .stream()
                    .mapToLong(end -> {
                        OffsetAndMetadata read = committed.get(end.getKey());
                        return end.getValue().offset() - (read == null ? 0 : read.offset());
                    })
                    .sum();
        } catch (ExecutionException e) {
            throw new ChaosException("the broker doesn't say what was read of " + topic.withPrefix(""), e);
        }
    }

    @Override
    public void close() {
        admin.close(Duration.ZERO);
    }
}
