package dev.banditstreams.topology;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.Topic;
import java.util.function.BiConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.Stores;
import org.jspecify.annotations.Nullable;

/**
 * The graph of the application score: from scoring requests to recommendations.
 *
 * <p>Renaming a node or a store loses its state; the golden file of this graph fails the build then.
 */
public final class ScoreTopology {

    static final String ACCEPT_REQUESTS = "accept-requests";
    static final String ENRICH = "enrich";
    static final String RANK = "rank";
    static final String FETCHED_ITEMS = "publish-fetched-items";
    static final String RECOMMENDATIONS = "publish-recommendations";
    static final String ACCEPT_USER_FEATURES = "accept-user-features";
    static final String KEEP_USER_FEATURES = "keep-user-features";
    static final String DEAD_LETTERS = "score-dead-letters";

    static final String USER_FEATURES_STORE = "user-features";
    static final String PARKED_REQUESTS_STORE = "parked-requests";

    private ScoreTopology() {}

    /**
     * Builds the graph.
     *
     * @param items filled by this graph before it takes its first request
     * @param sets filled by this graph before it takes its first request
     */
    public static Topology build(
            Deployment deployment, ScoringOptions options, ItemTable items, SetTable sets, ScoringMeters meters) {
        Topology topology = new Topology();
        Codecs codecs = deployment.codecs();

        // Tables that every instance holds whole, fed only by topics that learn alone writes: a bad record in a global
        // topic would stop every instance.
        addTable(topology, deployment, Topic.ITEM_TABLE, StateSerdes.itemState(), itemView(items, options), meters);
        addTable(topology, deployment, Topic.SET_TABLE, StateSerdes.candidateSet(), sets::put, meters);
        addTable(topology, deployment, Topic.ARM_STATISTICS, StateSerdes.armState(), items::putArm, meters);

        Graph graph = new Graph(topology, deployment, DEAD_LETTERS);
        graph.accept(
                Topic.USER_FEATURES,
                codecs::featureRecords,
                FeatureRules.ofUsers(deployment.limits()),
                ACCEPT_USER_FEATURES,
                KEEP_USER_FEATURES);
        KeepNewest.Kept<FeatureRecord, EntityState> users = new KeepNewest.Kept<>(
                KEEP_USER_FEATURES,
                USER_FEATURES_STORE,
                DEAD_LETTERS,
                null,
                StateSerdes.userState(),
                FeatureRules::produced,
                EntityState::then,
                userId -> forget(options, EntityType.USER, userId));
        graph.process(KEEP_USER_FEATURES, () -> new KeepNewest<>(users, deployment), ACCEPT_USER_FEATURES);

        graph.accept(
                Topic.SCORING_REQUESTS,
                codecs::scoringRequests,
                new RequestRules(deployment.limits()),
                ACCEPT_REQUESTS,
                ENRICH);
        Cohort cohort = new Cohort(options.cohortFeature(), options.cohorts(), meters);
        graph.process(ENRICH, () -> new Enrich(deployment, options, items, sets, cohort, meters), ACCEPT_REQUESTS);
        CommitPacing.Paces paces = new CommitPacing.Paces();
        graph.process(RANK, () -> new Rank(deployment, options, items, paces, meters), ENRICH);
        // Its own changelog, not the source topic: a restore from the source would bypass the rule by event time.
        topology.addStateStore(
                BoundedStore.builder(deployment.stores(), USER_FEATURES_STORE), KEEP_USER_FEATURES, ENRICH);
        topology.addStateStore(BoundedStore.builder(deployment.stores(), PARKED_REQUESTS_STORE), ENRICH);

        // The key of the request again, so that a user's recommendations lie where the user's rewards do.
        graph.sink(FETCHED_ITEMS, Topic.FETCHED_ITEMS, ENRICH);
        graph.sink(RECOMMENDATIONS, Topic.RECOMMENDATIONS, RANK);
        graph.sinkDeadLetters();
        return topology;
    }

    /** An item that is forgotten is asked for again. */
    private static BiConsumer<String, @Nullable EntityState> itemView(ItemTable items, ScoringOptions options) {
        return (itemId, state) -> {
            items.putItem(itemId, state);
            if (state == null) {
                forget(options, EntityType.ITEM, itemId);
            }
        };
    }

    private static void forget(ScoringOptions options, EntityType type, String id) {
        Fetching fetching = options.fetching();
        if (fetching != null) {
            fetching.forget().accept(type, id);
        }
    }

    /** A global store and the node that feeds it, named as the topic. */
    private static <V> void addTable(
            Topology topology,
            Deployment deployment,
            Topic topic,
            Serde<V> serde,
            BiConsumer<String, @Nullable V> view,
            ScoringMeters meters) {
        String store = topic.withPrefix("");
        topology.addGlobalStore(
                Stores.keyValueStoreBuilder(deployment.stores().named(store), Serdes.String(), Serdes.ByteArray())
                        .withLoggingDisabled(),
                store,
                new StringDeserializer(),
                new ByteArrayDeserializer(),
                deployment.topics().of(topic),
                "feed-" + store,
                () -> new FeedTable<>(store, serde.deserializer(), view, meters));
    }
}
