package dev.banditstreams.model;

/** The topics of the service, and what each demands of the broker. */
public enum Topic {
    SCORING_REQUESTS("scoring-requests", CleanUp.DELETE, TimestampType.LOG_APPEND_TIME, JoinGroup.REQUESTS_BY_USER),
    USER_FEATURES("user-features", CleanUp.COMPACT, TimestampType.CREATE_TIME, JoinGroup.REQUESTS_BY_USER),
    ITEM_FEATURES("item-features", CleanUp.COMPACT, TimestampType.CREATE_TIME, JoinGroup.BY_ITEM),
    CANDIDATE_SETS("candidate-sets", CleanUp.COMPACT, TimestampType.CREATE_TIME, JoinGroup.BY_ITEM),
    REWARDS("rewards", CleanUp.DELETE, TimestampType.LOG_APPEND_TIME, JoinGroup.REWARDS_BY_USER),
    RECOMMENDATIONS("recommendations", CleanUp.DELETE, TimestampType.LOG_APPEND_TIME, JoinGroup.REWARDS_BY_USER),
    OUTCOMES("outcomes", CleanUp.DELETE, TimestampType.LOG_APPEND_TIME, JoinGroup.BY_ITEM),
    DEAD_LETTERS("dead-letters", CleanUp.DELETE, TimestampType.CREATE_TIME, JoinGroup.NONE),
    FETCHED_ITEMS("fetched-items", CleanUp.DELETE, TimestampType.CREATE_TIME, JoinGroup.BY_ITEM),
    ITEM_TABLE("item-table", CleanUp.COMPACT_WITH_LOOK_BACK, TimestampType.CREATE_TIME, JoinGroup.NONE),
    SET_TABLE("set-table", CleanUp.COMPACT_WITH_LOOK_BACK, TimestampType.CREATE_TIME, JoinGroup.NONE),
    ARM_STATISTICS("arm-statistics", CleanUp.COMPACT_WITH_LOOK_BACK, TimestampType.CREATE_TIME, JoinGroup.NONE);

    /** What the broker does with old records. */
    public enum CleanUp {
        DELETE,
        COMPACT,
        /** Compacted, and every version is kept for a while, so that the past can be looked up. */
        COMPACT_WITH_LOOK_BACK
    }

    /** Whose clock stamps the records. */
    public enum TimestampType {
        CREATE_TIME,
        LOG_APPEND_TIME
    }

    /** Topics that are joined: all of one group have the same number of partitions. */
    public enum JoinGroup {
        REQUESTS_BY_USER,
        REWARDS_BY_USER,
        BY_ITEM,
        NONE
    }

    private final String baseName;
    private final CleanUp cleanUp;
    private final TimestampType timestampType;
    private final JoinGroup joinGroup;

    Topic(String baseName, CleanUp cleanUp, TimestampType timestampType, JoinGroup joinGroup) {
        this.baseName = baseName;
        this.cleanUp = cleanUp;
        this.timestampType = timestampType;
        this.joinGroup = joinGroup;
    }

    /** The topic's name in a deployment, e.g. {@code staging.rewards} for the prefix {@code staging.}. */
    public String withPrefix(String prefix) {
        return prefix + baseName;
    }

    public CleanUp cleanUp() {
        return cleanUp;
    }

    public TimestampType timestampType() {
        return timestampType;
    }

    public JoinGroup joinGroup() {
        return joinGroup;
    }
}
