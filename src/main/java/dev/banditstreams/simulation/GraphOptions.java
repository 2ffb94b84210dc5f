package dev.banditstreams.simulation;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.metrics.DeadLetterMeters;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.metrics.Metrics;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.Deployment;
import dev.banditstreams.topology.ItemTable;
import dev.banditstreams.topology.LearningOptions;
import dev.banditstreams.topology.Limits;
import dev.banditstreams.topology.PartitionCounts;
import dev.banditstreams.topology.Placement;
import dev.banditstreams.topology.Placements;
import dev.banditstreams.topology.ScoringOptions;
import dev.banditstreams.topology.TopicNames;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.kafka.streams.state.Stores;

/**
 * What simulated graphs are built with. Safe for use by many threads.
 *
 * @param deployment stores on the heap: to open RocksDB takes longer than many a run
 */
record GraphOptions(Deployment deployment, ScoringOptions scoring, LearningOptions learning, Meters meters) {

    /** What the graphs of all runs count in. */
    record Meters(DeadLetterMeters deadLetters, ScoringMeters scoring, LearningMeters learning) {
        static Meters in(Metrics metrics) {
            return new Meters(new DeadLetterMeters(metrics), new ScoringMeters(metrics), new LearningMeters(metrics));
        }
    }

    /** The time of step 0, milliseconds since the epoch. */
    static final long BEGAN = 1_800_000_000_000L;

    /** The reward type of a click and of its absence. */
    static final String CLICK = "click";

    private static final String POLICY_VERSION = "1";

    private static final ScoringOptions.ItemFeatures ITEM_FEATURES =
            new ScoringOptions.ItemFeatures("impressions", "clicks", "active", "rate", "strength", "group");

    static GraphOptions of(SimulationPlan plan, SimulatedPolicy policy, Codecs codecs, Meters meters) {
        ScoringOptions scoring = scoring(plan, policy);
        return new GraphOptions(deployment(codecs, meters), scoring, learning(plan, scoring), meters);
    }

    ItemTable itemTable() {
        return new ItemTable(scoring.itemFeatures(), scoring.priors(), learning.halfLives(), null);
    }

    private static Deployment deployment(Codecs codecs, Meters meters) {
        Map<String, Integer> onePartition =
                Arrays.stream(Topic.values()).collect(Collectors.toMap(topic -> topic.withPrefix(""), topic -> 1));
        return new Deployment(
                new TopicNames(""),
                codecs,
                new Limits(1_000_000, 1_024, 5_000, 1_000, 300_000, true),
                new PartitionCounts(onePartition),
                meters.deadLetters(),
                () -> Instant.ofEpochMilli(BEGAN),
                Stores::inMemoryKeyValueStore,
                "simulation");
    }

    private static ScoringOptions scoring(SimulationPlan plan, SimulatedPolicy policy) {
        Placement.Variant variant = new Placement.Variant(policy.kind(), POLICY_VERSION, 1, policy.exploration());
        Placement placement = new Placement(
                List.of(variant),
                policy.halfLifeMillis(SimulationPlan.STEP_MILLIS),
                ItemIds.EMPTY,
                Placement.Newcomers.WELCOME,
                Map.of(),
                0);
        return new ScoringOptions(
                "cohort",
                List.of(),
                new Placements(placement, Map.of()),
                new ScoringOptions.Waiting(ScoringOptions.UnknownSet.REFUSE, 150, 10_000, 1, 1),
                null,
                0,
                0,
                ScoringOptions.Priors.of(plan.prior()),
                ITEM_FEATURES);
    }

    /** Each arm is published as soon as it changed; a window that is longer than the run never closes. */
    private static LearningOptions learning(SimulationPlan plan, ScoringOptions scoring) {
        long longer =
                plan.steps() * SimulationPlan.STEP_MILLIS + Duration.ofHours(1).toMillis();
        return new LearningOptions(
                Map.of(CLICK, 1.0),
                LearningOptions.Combining.LAST,
                new LearningOptions.Attribution(longer, 0, LearningOptions.OpenedBy.SERVED, 0, 0),
                false,
                ITEM_FEATURES,
                scoring.placements().halfLives(),
                0,
                1_000,
                Integer.MAX_VALUE);
    }
}
