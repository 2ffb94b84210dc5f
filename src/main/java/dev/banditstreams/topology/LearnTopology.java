package dev.banditstreams.topology;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.LearningMeters;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.Intake.Keys;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.Topology;

/**
 * The graph of the application learn, in two parts that only topics connect: attribute turns rewards into outcomes
 * where users are partitioned; learn folds outcomes, and keeps items and sets, where items are.
 *
 * <p>Renaming a node or a store loses its state; the golden file of this graph fails the build then.
 */
public final class LearnTopology {

    static final String ACCEPT_RECOMMENDATIONS = "accept-recommendations";
    static final String OPEN_SLATES = "open-slates";
    static final String ACCEPT_REWARDS = "accept-rewards";
    static final String ATTRIBUTE_REWARDS = "attribute-rewards";
    static final String OUTCOMES_SINK = "publish-outcomes";
    static final String ATTRIBUTE_DEAD_LETTERS = "attribute-dead-letters";

    static final String ACCEPT_OUTCOMES = "accept-outcomes";
    static final String FOLD_OUTCOMES = "fold-outcomes";
    static final String ACCEPT_ITEM_FEATURES = "accept-item-features";
    static final String KEEP_ITEMS = "keep-items";
    static final String ACCEPT_FETCHED_ITEMS = "accept-fetched-items";
    static final String KEEP_FETCHED_ITEMS = "keep-fetched-items";
    static final String ACCEPT_CANDIDATE_SETS = "accept-candidate-sets";
    static final String KEEP_SETS = "keep-sets";
    static final String ITEM_TABLE_SINK = "publish-items";
    static final String SET_TABLE_SINK = "publish-sets";
    static final String ARM_STATISTICS_SINK = "publish-arms";
    static final String LEARN_DEAD_LETTERS = "learn-dead-letters";

    static final String SERVED_SLATES_STORE = "served-slates";
    static final String PARKED_REWARDS_STORE = "parked-rewards";
    static final String ATTRIBUTION_CLOCK_STORE = "attribution-clock";
    static final String ATTRIBUTION_DUE_STORE = "attribution-due";
    static final String IMPORT_MARKS_STORE = "import-marks";
    static final String ITEMS_STORE = "items";
    static final String SETS_STORE = "sets";
    static final String ARMS_STORE = "arms";
    static final String UNPUBLISHED_ARMS_STORE = "unpublished-arms";

    private LearnTopology() {}

    /** Builds the graph. */
    public static Topology build(Deployment deployment, LearningOptions options, LearningMeters meters) {
        Topology topology = new Topology();
        addAttribute(topology, deployment, options, meters);
        addLearn(topology, deployment, options, meters);
        return topology;
    }

    /** The part where users are partitioned. */
    static void addAttribute(Topology topology, Deployment deployment, LearningOptions options, LearningMeters meters) {
        Graph graph = new Graph(topology, deployment, ATTRIBUTE_DEAD_LETTERS);
        Codecs codecs = deployment.codecs();
        StateStores stores = deployment.stores();
        graph.accept(Topic.RECOMMENDATIONS, codecs::recommendations, Rules.none(), ACCEPT_RECOMMENDATIONS, OPEN_SLATES);
        graph.process(OPEN_SLATES, () -> new OpenSlates(deployment, options, meters), ACCEPT_RECOMMENDATIONS);
        RewardRules rules = new RewardRules(deployment.limits(), options);
        graph.accept(Topic.REWARDS, codecs::rewards, rules, ACCEPT_REWARDS, ATTRIBUTE_REWARDS);
        graph.process(ATTRIBUTE_REWARDS, () -> new AttributeRewards(deployment, options, meters), ACCEPT_REWARDS);

        // Written once and again minutes later: a cache would hold nothing but what is not needed now.
        topology.addStateStore(
                BoundedStore.builder(stores, SERVED_SLATES_STORE).withCachingDisabled(),
                OPEN_SLATES,
                ATTRIBUTE_REWARDS);
        topology.addStateStore(BoundedStore.builder(stores, PARKED_REWARDS_STORE), OPEN_SLATES, ATTRIBUTE_REWARDS);
        topology.addStateStore(Graph.longStore(stores, ATTRIBUTION_CLOCK_STORE), OPEN_SLATES, ATTRIBUTE_REWARDS);
        topology.addStateStore(
                Graph.longStore(stores, ATTRIBUTION_DUE_STORE).withCachingDisabled(), OPEN_SLATES, ATTRIBUTE_REWARDS);
        topology.addStateStore(Graph.longStore(stores, IMPORT_MARKS_STORE), ATTRIBUTE_REWARDS);
        topology.addSink(
                OUTCOMES_SINK,
                deployment.topics().of(Topic.OUTCOMES),
                new ByteArraySerializer(),
                OutcomeOutlet.Batch.serializer(),
                (topic, key, batch, partitions) -> Optional.of(Set.of(batch.partition())),
                OPEN_SLATES,
                ATTRIBUTE_REWARDS);
        graph.sinkDeadLetters();
    }

    /** One part with three branches, which its dead letters connect: one owner for all that is known of an item. */
    static void addLearn(Topology topology, Deployment deployment, LearningOptions options, LearningMeters meters) {
        Graph graph = new Graph(topology, deployment, LEARN_DEAD_LETTERS);
        Codecs codecs = deployment.codecs();
        StateStores stores = deployment.stores();
        graph.accept(Topic.OUTCOMES, codecs::outcomes, Rules.none(), Keys.NONE, ACCEPT_OUTCOMES, FOLD_OUTCOMES);
        graph.process(FOLD_OUTCOMES, () -> new FoldOutcomes(deployment, options, meters), ACCEPT_OUTCOMES);
        topology.addStateStore(ArmStore.builder(stores, ARMS_STORE), FOLD_OUTCOMES);
        topology.addStateStore(Graph.longStore(stores, UNPUBLISHED_ARMS_STORE), FOLD_OUTCOMES);
        graph.sink(ARM_STATISTICS_SINK, Topic.ARM_STATISTICS, FOLD_OUTCOMES);

        FeatureRules itemRules = FeatureRules.ofItems(deployment.limits(), options.itemFeatures());
        graph.accept(Topic.ITEM_FEATURES, codecs::featureRecords, itemRules, ACCEPT_ITEM_FEATURES, KEEP_ITEMS);
        KeepNewest.Kept<FeatureRecord, EntityState> items = items(KEEP_ITEMS, FeatureRules::produced);
        graph.process(KEEP_ITEMS, () -> new KeepNewest<>(items, deployment), ACCEPT_ITEM_FEATURES);
        graph.accept(
                Topic.FETCHED_ITEMS,
                codecs::fetchedItems,
                itemRules.ofStates(),
                ACCEPT_FETCHED_ITEMS,
                KEEP_FETCHED_ITEMS);
        KeepNewest.Kept<EntityState, EntityState> fetched = items(KEEP_FETCHED_ITEMS, Accepted::present);
        graph.process(KEEP_FETCHED_ITEMS, () -> new KeepNewest<>(fetched, deployment), ACCEPT_FETCHED_ITEMS);
        topology.addStateStore(BoundedStore.builder(stores, ITEMS_STORE), KEEP_ITEMS, KEEP_FETCHED_ITEMS);
        graph.sink(ITEM_TABLE_SINK, Topic.ITEM_TABLE, KEEP_ITEMS, KEEP_FETCHED_ITEMS);

        SetRules setRules = new SetRules(deployment.limits());
        graph.accept(Topic.CANDIDATE_SETS, codecs::candidateSets, setRules, ACCEPT_CANDIDATE_SETS, KEEP_SETS);
        KeepNewest.Kept<CandidateSet, CandidateSet> sets = new KeepNewest.Kept<>(
                KEEP_SETS,
                SETS_STORE,
                LEARN_DEAD_LETTERS,
                SET_TABLE_SINK,
                StateSerdes.candidateSet(),
                Accepted::present,
                (before, later) -> before.eventTime() > later.eventTime() ? before : later);
        graph.process(KEEP_SETS, () -> new KeepNewest<>(sets, deployment), ACCEPT_CANDIDATE_SETS);
        topology.addStateStore(BoundedStore.builder(stores, SETS_STORE), KEEP_SETS);
        graph.sink(SET_TABLE_SINK, Topic.SET_TABLE, KEEP_SETS);
        graph.sinkDeadLetters();
    }

    /** Items, wherever they come from, are kept in one store and by one rule. */
    private static <T> KeepNewest.Kept<T, EntityState> items(String stage, Function<Accepted<T>, EntityState> state) {
        return new KeepNewest.Kept<>(
                stage,
                ITEMS_STORE,
                LEARN_DEAD_LETTERS,
                ITEM_TABLE_SINK,
                StateSerdes.itemState(),
                state,
                EntityState::then);
    }
}
