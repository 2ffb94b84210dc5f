package dev.banditstreams.runtime;

import dev.banditstreams.model.Topic;
import dev.banditstreams.runtime.Cluster.TopicState;
import dev.banditstreams.topology.TopicNames;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Compares the topics with what they have to be.
 *
 * @param errors what the service can't start with, one sentence each
 * @param warnings what it can
 */
record TopicInspection(List<String> errors, List<String> warnings) {

    static TopicInspection of(TopicNames names, int recordBytes, Map<String, TopicState> states) {
        TopicInspection found = new TopicInspection(new ArrayList<>(), new ArrayList<>());
        Map<Topic.JoinGroup, Map<String, Integer>> partitions = new TreeMap<>();
        for (Topic topic : Topic.values()) {
            String name = names.of(topic);
            TopicState state = states.get(name);
            if (state == null) {
                found.errors.add("topic " + name + " doesn't exist");
            } else {
                found.compare(name, TopicLayout.of(topic, recordBytes), state.config());
                partitions
                        .computeIfAbsent(topic.joinGroup(), group -> new TreeMap<>())
                        .put(name, state.partitions());
            }
        }
        partitions.forEach(found::compareCounts);
        return found;
    }

    private void compare(String topic, TopicLayout layout, Map<String, String> config) {
        layout.demanded().forEach((key, value) -> differs(topic, key, value, config.get(key), errors));
        // How long records are kept besides is the operators' to decide.
        layout.advised().entrySet().stream()
                .filter(entry -> entry.getKey().equals(TopicLayout.MIN_COMPACTION_LAG))
                .forEach(entry ->
                        differs(topic, entry.getKey(), entry.getValue(), config.get(entry.getKey()), warnings));
    }

    private static void differs(
            String topic, String key, String wanted, @Nullable String actual, List<String> differences) {
        boolean atLeast = key.equals(TopicLayout.MAX_MESSAGE_BYTES) || key.equals(TopicLayout.MIN_COMPACTION_LAG);
        boolean fits =
                actual != null && (atLeast ? Long.parseLong(actual) >= Long.parseLong(wanted) : actual.equals(wanted));
        if (!fits) {
            differences.add("topic " + topic + " has " + key + "=" + actual + ", expected "
                    + (atLeast ? "at least " : "") + wanted);
        }
    }

    private void compareCounts(Topic.JoinGroup group, Map<String, Integer> partitions) {
        if (group != Topic.JoinGroup.NONE
                && partitions.values().stream().distinct().count() > 1) {
            errors.add(
                    "topics that are joined have different numbers of partitions, expected equal ones: " + partitions);
        }
    }
}
