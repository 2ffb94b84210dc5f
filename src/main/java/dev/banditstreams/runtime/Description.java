package dev.banditstreams.runtime;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Role;
import dev.banditstreams.config.Settings;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.topology.PartitionCounts;
import dev.banditstreams.topology.TopicNames;
import java.time.InstantSource;
import java.util.Map;
import java.util.TreeMap;

/** The graphs as text; asks neither brokers nor registry. */
public final class Description {

    private Description() {}

    /** Kafka Streams' description of each application that the role runs, by its name. */
    public static Map<String, String> of(Settings settings) {
        Role role = settings.get(Keys.ROLE);
        PartitionCounts counts = Graphs.anyCounts(new TopicNames(settings.get(Keys.TOPIC_PREFIX)));
        Map<String, String> descriptions = new TreeMap<>();
        try (Metrics metrics = new Metrics();
                Codecs codecs = new Codecs(settings.confluent())) {
            Graphs graphs = new Graphs(settings, codecs, metrics, InstantSource.system());
            if (role.scores()) {
                descriptions.put(
                        "score",
                        graphs.score(counts, null, (items, priors) -> {})
                                .describe()
                                .toString());
            }
            if (role.learns()) {
                descriptions.put("learn", graphs.learn(counts).describe().toString());
            }
        }
        return descriptions;
    }
}
