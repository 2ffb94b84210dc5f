package dev.banditstreams.runtime;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.Deployment;
import dev.banditstreams.topology.ItemTable;
import dev.banditstreams.topology.LearnTopology;
import dev.banditstreams.topology.PartitionCounts;
import dev.banditstreams.topology.ScoreTopology;
import dev.banditstreams.topology.ScoringOptions;
import dev.banditstreams.topology.ScoringOptions.Priors;
import dev.banditstreams.topology.SetTable;
import dev.banditstreams.topology.StateStores;
import dev.banditstreams.topology.TopicNames;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.apache.kafka.streams.Topology;
import org.jspecify.annotations.Nullable;

/** Builds both applications' graphs from the settings. */
final class Graphs {

    private final Settings settings;
    private final TopicNames topics;
    private final Codecs codecs;
    private final Metrics metrics;
    private final DeadLetterMeters deadLetters;
    private final InstantSource clock;

    Graphs(Settings settings, Codecs codecs, Metrics metrics, InstantSource clock) {
        this.settings = settings;
        this.codecs = codecs;
        this.metrics = metrics;
        this.clock = clock;
        topics = new TopicNames(settings.get(Keys.TOPIC_PREFIX));
        deadLetters = new DeadLetterMeters(metrics);
    }

    /**
     * @param fallback null: what the local stores lack is not fetched
     * @param table hears of the item table that the graph fills, and of its priors
     */
    Topology score(
            PartitionCounts partitions, @Nullable FeatureFallback fallback, BiConsumer<ItemTable, Priors> table) {
        ScoringOptions options = TopologyOptions.scoring(settings, fallback == null ? null : fallback.fetching());
        ItemTable items = new ItemTable(
                options.itemFeatures(),
                options.priors(),
                options.placements().halfLives(),
                fallback == null ? null : fallback.fetchedItems());
        if (fallback != null) {
            fallback.age(items);
        }
        table.accept(items, options.priors());
        ScoringMeters meters = new ScoringMeters(metrics);
        meters.watchItems(items::size);
        return ScoreTopology.build(deployment(partitions), options, items, new SetTable(items), meters);
    }

    Topology learn(PartitionCounts partitions) {
        return LearnTopology.build(
                deployment(partitions), TopologyOptions.learning(settings), new LearningMeters(metrics));
    }

    /** Partition counts for a graph that is only looked at. */
    static PartitionCounts anyCounts(TopicNames topics) {
        return new PartitionCounts(Arrays.stream(Topic.values())
                .map(topics::of)
                .collect(Collectors.toMap(Function.identity(), name -> 1)));
    }

    private Deployment deployment(PartitionCounts partitions) {
        return new Deployment(
                topics,
                codecs,
                TopologyOptions.limits(settings),
                partitions,
                deadLetters,
                clock,
                StateStores.persistent(),
                ServiceVersion.current());
    }
}
