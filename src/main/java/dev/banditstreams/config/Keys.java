package dev.banditstreams.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;

/** Every setting of the service, in the order of its documentation. */
public final class Keys {

    private static final List<Section> SECTIONS = new ArrayList<>();

    private static final int MAX_COHORTS = 64;
    private static final long DAY_MILLIS = 86_400_000L;

    static {
        section("The process");
    }

    public static final Setting<Role> ROLE =
            add("bandit.role", Type.oneOf(Role.class), "all", "Which applications this process runs.");
    public static final Setting<String> APPLICATION_PREFIX = add(
            "bandit.application.prefix",
            Type.matching("letters, digits, '.', '_' and '-', at most 100", "[a-zA-Z0-9._-]{1,100}"),
            "bandit",
            "The applications are called `<prefix>-score` and `<prefix>-learn`: their consumer groups, internal topics"
                    + " and transactional ids start so. Changing it starts from empty state.");
    public static final Setting<String> TOPIC_PREFIX = add(
            "bandit.topic.prefix",
            Type.matching("letters, digits, '.', '_' and '-', at most 100, or nothing", "[a-zA-Z0-9._-]{0,100}"),
            "",
            "Comes before the name of every topic, e.g. `staging.`.");
    public static final Setting<Path> STATE_DIR = add(
            "bandit.state.dir",
            Type.directory(),
            "${java.io.tmpdir}/bandit-streams",
            "Directory of the local stores, one for each process. Put it on a disk that survives a restart, or each"
                    + " start restores everything from Kafka.");
    public static final Setting<Integer> THREADS_SCORE = add(
            "bandit.threads.score",
            Type.whole(1, 256),
            "2",
            "Stream threads of score; more than partitions of `scoring-requests` are idle.");
    public static final Setting<Integer> THREADS_LEARN = add(
            "bandit.threads.learn",
            Type.whole(1, 256),
            "1",
            "Stream threads of learn; more than its tasks (partitions of `rewards` plus partitions of `outcomes`) are"
                    + " idle.");
    public static final Setting<Integer> STANDBY_REPLICAS = add(
            "bandit.standby.replicas",
            Type.whole(0, 3),
            "1",
            "Copies of each store that other instances keep, to take over without a restore. Without another instance"
                    + " there is no copy.");
    public static final Setting<Long> ROCKSDB_CACHE_BYTES = add(
            "bandit.rocksdb.cache.bytes",
            Type.whole(8L << 20, 1L << 40),
            "134217728",
            "Native memory for the blocks and write buffers of all stores of this process together.");
    public static final Setting<Long> STARTUP_TIMEOUT_MS = add(
            "bandit.startup.timeout.ms",
            Type.whole(1_000L, 600_000L),
            "30000",
            "How long the checks at start-up may take until the process gives up.");
    public static final Setting<Long> SHUTDOWN_TIMEOUT_MS = add(
            "bandit.shutdown.timeout.ms",
            Type.whole(1_000L, 600_000L),
            "8000",
            "How long a stop may take to commit and to leave the group; then the process ends all the same, and its"
                    + " open transactions are aborted.");

    static {
        section("HTTP");
    }

    public static final Setting<String> HTTP_HOST = add(
            "bandit.http.host",
            Type.name(),
            "127.0.0.1",
            "Address of `/health` and `/metrics`. They have no authentication; `0.0.0.0` shows them to the network.");
    public static final Setting<Integer> HTTP_PORT =
            add("bandit.http.port", Type.whole(0, 65_535), "8080", "Port; 0 takes a free one, which the log names.");

    static {
        section("Scoring");
    }

    public static final Setting<String> COHORT_FEATURE = add(
            "bandit.cohort.feature",
            Type.name(),
            "cohort",
            "The user feature that holds the cohort's label. Users without it are in the cohort `all`.");
    public static final Setting<List<String>> COHORTS = add(
            "bandit.cohorts",
            Type.list("at most 64 different labels, apart by commas, none blank, none `all` or `other`", Keys::cohorts),
            "",
            "The labels that are cohorts. Any other label falls into the cohort `other` and is counted.");
    public static final Setting<Long> DEADLINE_MS = add(
            "bandit.deadline.ms",
            Type.whole(1L, 600_000L),
            "150",
            "How long after its append time a request without `deadlineMs` may wait for what it needs, in"
                    + " milliseconds.");
    public static final Setting<String> UNKNOWN_CANDIDATE_SET = add(
            "bandit.candidate.set.unknown",
            Type.oneOf("refuse", "wait"),
            "refuse",
            "What becomes of a request that names a candidate set which is not known: with `refuse` it is a dead letter"
                    + " at once; with `wait` it is parked until the set is known, and a dead letter at its deadline. Later"
                    + " requests, of the same user too, go ahead of one that is parked.");
    public static final Setting<Double> AUDIT_RATE = add(
            "bandit.audit.rate",
            Type.share(),
            "0.01",
            "Share of the requests whose recommendation carries alpha and beta of every candidate, without which"
                    + " propensities can't be computed later. One candidate adds about 40 bytes, 16 more where"
                    + " `kl-ucb` or `ucb1` rank by its counts.");
    public static final Setting<Double> PROPENSITY_RATE = add(
            "bandit.propensity.rate",
            Type.share(),
            "0.001",
            "Share of the requests whose recommendation carries propensities of `thompson`, which take about a millisecond"
                    + " for 400 candidates. Those of the other policies are always there, and those of audited requests can"
                    + " be computed later.");
    public static final Setting<Double> PRIOR_MEAN = add(
            "bandit.prior.mean",
            Type.number("a number above 0 and below 1", mean -> mean > 0 && mean < 1),
            "0.5",
            "Mean of the global prior. The default, with the strengths' defaults, is Beta(1, 1).");
    public static final Setting<Double> PRIOR_GLOBAL_STRENGTH = add(
            "bandit.prior.global.strength",
            strength(),
            "2",
            "Weight of the global prior against an item's other evidence, in pseudo-impressions.");
    public static final Setting<Double> PRIOR_ITEM_STRENGTH = add(
            "bandit.prior.item.strength",
            strength(),
            "2",
            "Weight of an item's prior against the arm's own counts, in pseudo-impressions.");
    public static final Setting<Map<String, GroupPrior>> PRIOR_GROUPS = add(
            "bandit.prior.groups",
            GroupPrior.type(),
            "",
            "Priors of groups, in place of the global one: mean and strength in pseudo-impressions, which is that of the"
                    + " group and of its items.");
    public static final Setting<String> PRIOR_ESTIMATE = add(
            "bandit.prior.estimate",
            Type.oneOf("off", "whole", "groups"),
            "off",
            "Whether mean and strength of the prior are estimated from the items' counts (empirical Bayes): one for all"
                    + " items, or one for each group that has enough of them. What is given above stands until there is an"
                    + " estimate, and for `bandit.prior.groups` always.");
    public static final Setting<Long> PRIOR_ESTIMATE_INTERVAL_MS = add(
            "bandit.prior.estimate.interval.ms", Type.whole(100L, 86_400_000L), "60000", "How often, in milliseconds.");
    public static final Setting<String> ITEM_FEATURE_IMPRESSIONS = add(
            "bandit.item.feature.impressions",
            Type.name(),
            "impressions",
            "The item feature that counts impressions from before the service; its outcomes must not be imported too.");
    public static final Setting<String> ITEM_FEATURE_CLICKS =
            add("bandit.item.feature.clicks", Type.name(), "clicks", "The item feature that counts clicks among them.");
    public static final Setting<String> ITEM_FEATURE_ACTIVE = add(
            "bandit.item.feature.active",
            Type.name(),
            "active",
            "The item feature that says whether the item may be ranked; an item without it may.");
    public static final Setting<String> ITEM_FEATURE_RATE = add(
            "bandit.item.feature.rate",
            Type.name(),
            "rate",
            "The item feature that gives a reward rate from 0 to 1 instead of counts, for items without impressions.");
    public static final Setting<String> ITEM_FEATURE_STRENGTH = add(
            "bandit.item.feature.strength",
            Type.name(),
            "strength",
            "The item feature that says how many impressions that rate is worth.");

    public static final Setting<String> ITEM_FEATURE_GROUP = add(
            "bandit.item.feature.group",
            Type.name(),
            "group",
            "The item feature that names the group: items of a group share a prior, and `bandit.group.most` limits them.");

    static {
        SECTIONS.add(PlacementKeys.SECTION);
        SECTIONS.add(FallbackKeys.SECTION);
        SECTIONS.add(VertexKeys.SECTION);
        section("Learning");
    }

    public static final Setting<Map<String, Double>> REWARD_VALUES = add(
            "bandit.reward.values",
            Type.numbersByName(
                    "different types with values from 0 to 1, as in click=1.0,skip=0.0",
                    value -> value >= 0 && value <= 1),
            "click=1.0,purchase=1.0,skip=0.0",
            "Value of each reward type, for rewards that carry no value of their own.");
    public static final Setting<String> REWARD_COMBINING = add(
            "bandit.reward.combining",
            Type.oneOf("max", "sum", "first", "last"),
            "max",
            "How several rewards for one ranked item become one value; `sum` is capped at 1.");
    public static final Setting<Long> ATTRIBUTION_WINDOW_MS = add(
            "bandit.attribution.window.ms",
            Type.whole(1L, 30 * DAY_MILLIS),
            "1800000",
            "How long after a recommendation an event may lie to be credited to it, in milliseconds. Then each trial that"
                    + " is open and has no reward gets the default.");
    public static final Setting<Long> ATTRIBUTION_GRACE_MS = add(
            "bandit.attribution.grace.ms",
            Type.whole(0L, 30 * DAY_MILLIS),
            "300000",
            "How long after the window a reward for an event inside it may still be read, in milliseconds: until then the"
                    + " slate is kept, and a reward whose recommendation has not been read waits.");
    public static final Setting<String> TRIAL_OPENED_BY = add(
            "bandit.trial.opened.by",
            Type.oneOf("served", "impression"),
            "served",
            "What opens a trial without a reward: every ranked item's recommendation, or a reward of type `impression`.");
    public static final Setting<Double> DEFAULT_REWARD =
            add("bandit.reward.default", Type.share(), "0.0", "Value of a trial that ends without a reward.");
    public static final Setting<Long> ATTRIBUTION_IDLE_MS = add(
            "bandit.attribution.idle.ms",
            Type.whole(0L, 30 * DAY_MILLIS),
            "0",
            "Windows are closed by the append times of rewards alone, so an outage of their producers closes none. With"
                    + " more than 0, a partition without rewards for so many milliseconds closes by the wall clock what"
                    + " ended longer ago than that; those outcomes say `wall-clock`.");
    public static final Setting<Boolean> IMPORTS_ALLOWED = add(
            "bandit.imports.allowed",
            Type.flag(),
            "false",
            "Whether rewards without a request (imported outcomes) count. Whoever may write to `rewards` may then"
                    + " set any arm.");
    public static final Setting<Double> PUBLISH_GROWTH = add(
            "bandit.publish.growth",
            Type.number("a number above 0 and at most 10", growth -> growth > 0 && growth <= 10),
            "0.01",
            "An arm is published to the score instances when its trials grew by this share, or");
    public static final Setting<Long> PUBLISH_INTERVAL_MS = add(
            "bandit.publish.interval.ms",
            Type.whole(10L, 3_600_000L),
            "30000",
            "at this interval, where it changed at all, in milliseconds.");
    public static final Setting<Integer> PUBLISH_PER_SECOND = add(
            "bandit.publish.per.second",
            Type.whole(1, 10_000_000),
            "10000",
            "Arms that one task publishes in a second at most; the others wait.");

    static {
        section("Limits");
    }

    public static final Setting<Integer> LIMIT_RECORD_BYTES = add(
            "bandit.limit.record.bytes",
            Type.whole(10_000, 100_000_000),
            "1000000",
            "Key and value of any record that is read or written, in bytes. Above 1000000 the topics need a larger"
                    + " `max.message.bytes`, which `topics --create` sets and the start-up checks.");
    public static final Setting<Integer> LIMIT_ID_BYTES =
            add("bandit.limit.id.bytes", Type.whole(16, 32_768), "1024", "Any id, in bytes of UTF-8.");
    public static final Setting<Integer> LIMIT_CANDIDATES = add(
            "bandit.limit.candidates",
            Type.whole(1, 1_000_000),
            "5000",
            "Candidates of one request, and items of one candidate set.");
    public static final Setting<Integer> LIMIT_FEATURES =
            add("bandit.limit.features", Type.whole(1, 100_000), "1000", "Features of one entity.");
    public static final Setting<Long> LIMIT_FUTURE_MS = add(
            "bandit.limit.future.ms",
            Type.whole(0L, DAY_MILLIS),
            "300000",
            "How far an event time may lie ahead of the record's append time (features and sets: the wall clock), in"
                    + " milliseconds.");
    public static final Setting<Long> LIMIT_DEADLINE_MS = add(
            "bandit.limit.deadline.ms",
            Type.whole(1L, 600_000L),
            "10000",
            "The longest deadline of a request, in milliseconds after its append time; a later one counts as this.");
    public static final Setting<Integer> LIMIT_PARKED_REQUESTS = add(
            "bandit.limit.parked.requests",
            Type.whole(1, 1_000_000),
            "10000",
            "Requests that are parked at a time in one task (one partition of `scoring-requests`). What would have to wait"
                    + " beyond it is answered at once, degraded by `shed`; for a candidate set: is a dead letter.");
    public static final Setting<Long> LIMIT_PARKED_BYTES = add(
            "bandit.limit.parked.bytes",
            Type.whole(1_000L, 1L << 40),
            "67108864",
            "Keys and values of the requests that are parked at a time in one task, in bytes; likewise.");
    public static final Setting<Integer> LIMIT_PARKED_ENTITIES = add(
            "bandit.limit.parked.entities",
            Type.whole(1, 10_000_000),
            "200000",
            "Entities that the parked requests of one task wait for, each counted for each request; likewise.");
    public static final Setting<Integer> LIMIT_FETCHED_ITEMS = add(
            "bandit.limit.fetched.items",
            Type.whole(1, 10_000_000),
            "100000",
            "Items that were read from the feature store and have not come back through learn yet; what is read beyond"
                    + " them is not used until it has.");

    static {
        section("Checks");
    }

    public static final Setting<Boolean> CHECK_PARTITION = add(
            "bandit.check.partition",
            Type.flag(),
            "true",
            "Whether a record has to lie in the partition that Java's default partitioner (murmur2 of the key) gives."
                    + " Turn it off only if all producers agree on another one.");
    public static final Setting<Boolean> CHECK_TRANSACTION_VERSION = add(
            "bandit.check.transaction.version",
            Type.flag(),
            "true",
            "Whether the brokers have to have finalized `transaction.version` 2 or later, without which a delayed write"
                    + " can end up in the wrong transaction (KIP-890). Turn it off for brokers that don't tell.");

    static {
        section("Avro");
    }

    public static final Setting<String> AVRO_SERIALIZER = add(
            "bandit.avro.serializer.class",
            className(),
            "",
            "Serializer to use instead of the built-in one, e.g. `io.confluent.kafka.serializers.KafkaAvroSerializer`.");
    public static final Setting<String> AVRO_DESERIALIZER =
            add("bandit.avro.deserializer.class", className(), "", "Deserializer to use instead of the built-in one.");

    private Keys() {}

    public static List<Setting<?>> all() {
        return SECTIONS.stream()
                .<Setting<?>>flatMap(section -> section.settings().stream())
                .toList();
    }

    static List<Section> sections() {
        return List.copyOf(SECTIONS);
    }

    private static void section(String title) {
        SECTIONS.add(new Section(title));
    }

    private static <T> Setting<T> add(String key, Type<T> type, String defaultText, String meaning) {
        return SECTIONS.get(SECTIONS.size() - 1).add(key, type, defaultText, meaning);
    }

    private static Type<Double> strength() {
        return Type.number("a number above 0 and at most 1000000000", strength -> strength > 0 && strength <= 1e9);
    }

    private static Type<String> className() {
        return Type.matching("the full name of a class, or nothing", "([\\p{L}_$][\\p{L}\\p{N}_$]*\\.?)*");
    }

    private static boolean cohorts(List<String> labels) {
        return labels.size() <= MAX_COHORTS
                && labels.stream().noneMatch(label -> label.isBlank() || label.equals("all") || label.equals("other"))
                && new HashSet<>(labels).size() == labels.size();
    }
}
