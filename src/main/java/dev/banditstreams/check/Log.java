package dev.banditstreams.check;

import dev.banditstreams.model.Topic;
import java.util.Optional;

/** The topics that the checker reads: those of the service, and changelogs of its stores. */
public enum Log {
    REQUESTS(Topic.SCORING_REQUESTS, "score"),
    REWARDS(Topic.REWARDS, "learn"),
    RECOMMENDATIONS(Topic.RECOMMENDATIONS, "learn"),
    OUTCOMES(Topic.OUTCOMES, "learn"),
    DEAD_LETTERS(Topic.DEAD_LETTERS, ""),
    ARM_STATISTICS(Topic.ARM_STATISTICS, ""),
    USER_FEATURES(Topic.USER_FEATURES, ""),
    ITEM_FEATURES(Topic.ITEM_FEATURES, ""),
    CANDIDATE_SETS(Topic.CANDIDATE_SETS, ""),
    FETCHED_ITEMS(Topic.FETCHED_ITEMS, ""),
    PARKED_REQUESTS("score", "parked-requests"),
    PARKED_REWARDS("learn", "parked-rewards"),
    ARMS("learn", "arms");

    private final Optional<Topic> topic;
    private final String application;
    private final String store;

    Log(Topic topic, String reader) {
        this.topic = Optional.of(topic);
        this.application = reader;
        this.store = "";
    }

    Log(String application, String store) {
        this.topic = Optional.empty();
        this.application = application;
        this.store = store;
    }

    /** The topic's name in a deployment. */
    public String name(String topicPrefix, String applicationPrefix) {
        return topic.map(known -> known.withPrefix(topicPrefix))
                .orElseGet(() -> applicationPrefix + "-" + application + "-" + store + "-changelog");
    }

    /** The consumer group that reads the topic and commits; empty where the checker needs none. */
    Optional<String> group(String applicationPrefix) {
        return topic.isEmpty() || application.isEmpty()
                ? Optional.empty()
                : Optional.of(applicationPrefix + "-" + application);
    }

    /** Whether old records may be missing between others. */
    boolean compacted() {
        return topic.map(known -> known.cleanUp() != Topic.CleanUp.DELETE).orElse(true);
    }
}
