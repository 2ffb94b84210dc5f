package dev.banditstreams.demo;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.ClientSettings;
import dev.banditstreams.simulation.World;
import dev.banditstreams.topology.TopicNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;

/** Publishes what is known of a world's users and items, and tells whether the service has read it. */
final class Features {

    private final Settings settings;
    private final String users;
    private final String items;

    Features(Settings settings) {
        this.settings = settings;
        TopicNames topics = new TopicNames(settings.get(Keys.TOPIC_PREFIX));
        users = topics.of(Topic.USER_FEATURES);
        items = topics.of(Topic.ITEM_FEATURES);
    }

    /** @param eventTime of all features, milliseconds since the epoch */
    void publish(World world, Codecs codecs, long eventTime) {
        Codec<FeatureRecord> ofItems = codecs.featureRecords(items);
        Codec<FeatureRecord> ofUsers = codecs.featureRecords(users);
        try (Outlet outlet = new Outlet(ClientSettings.producer(settings))) {
            for (int item = 0; item < world.size().items(); item++) {
                outlet.send(items, world.itemIds().get(item), ofItems, world.itemFeatures(item, eventTime));
            }
            for (int user = 0; user < world.size().users(); user++) {
                outlet.send(users, world.userId(user), ofUsers, world.userFeatures(user, eventTime));
            }
            outlet.flush();
        }
    }

    /** Whether both applications have committed everything in the topics of features. */
    boolean read(Admin admin) {
        String prefix = settings.get(Keys.APPLICATION_PREFIX);
        try {
            return committed(admin, prefix + "-score", users) && committed(admin, prefix + "-learn", items);
        } catch (ExecutionException e) {
            throw new IllegalStateException("the broker doesn't tell how far features were read", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean committed(Admin admin, String group, String topic)
            throws ExecutionException, InterruptedException {
        Map<TopicPartition, OffsetSpec> ends = new HashMap<>();
        for (TopicDescription description :
                admin.describeTopics(List.of(topic)).allTopicNames().get().values()) {
            description
                    .partitions()
                    .forEach(partition ->
                            ends.put(new TopicPartition(topic, partition.partition()), OffsetSpec.latest()));
        }
        Map<TopicPartition, OffsetAndMetadata> committed = admin.listConsumerGroupOffsets(group)
                .partitionsToOffsetAndMetadata()
                .get();
        return admin.listOffsets(ends).all().get().entrySet().stream().allMatch(end -> {
            OffsetAndMetadata reached = committed.get(end.getKey());
            return end.getValue().offset() == 0
                    || (reached != null && reached.offset() >= end.getValue().offset());
        });
    }
}
