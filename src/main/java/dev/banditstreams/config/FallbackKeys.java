package dev.banditstreams.config;

/** The settings of reading from a feature store what the local stores have not. */
public final class FallbackKeys {

    private static final long DAY_MILLIS = 86_400_000L;
    private static final long YEAR_MILLIS = 366 * DAY_MILLIS;

    static final Section SECTION = new Section("Fallback");

    public static final Setting<String> FALLBACK = SECTION.add(
            "bandit.fallback",
            Type.oneOf("off", "vertex"),
            "off",
            "Where entities are read that the local stores don't have, or have too old: nowhere, or in Vertex AI Feature"
                    + " Store.");
    public static final Setting<String> ORDERING = SECTION.add(
            "bandit.fallback.ordering",
            Type.oneOf("user", "none"),
            "user",
            "With `user`, requests of one user are answered in their order: behind one that is parked for what is missing,"
                    + " the user's later ones wait too. With `none` they go ahead.");
    public static final Setting<Long> USER_TTL_MS = ttl(
            "bandit.fallback.user.ttl.ms",
            "Age of a user's features, in milliseconds since they were last taken from a producer or the store, from which"
                    + " they are used and read again in the background; 0: never.");
    public static final Setting<Long> USER_HARD_TTL_MS = ttl(
            "bandit.fallback.user.ttl.hard.ms",
            "Age, likewise, from which a user's features count as missing; 0: never.");
    public static final Setting<Long> ITEM_TTL_MS = ttl(
            "bandit.fallback.item.ttl.ms",
            "Age of an item's features, in milliseconds since they were last taken from a producer or the store, from which"
                    + " they are used and read again in the background; 0: never.");
    public static final Setting<Long> ITEM_HARD_TTL_MS = ttl(
            "bandit.fallback.item.ttl.hard.ms",
            "Age, likewise, from which an item's features count as missing; 0: never.");
    public static final Setting<Integer> CHUNK = SECTION.add(
            "bandit.fallback.chunk",
            Type.whole(1, 100),
            "100",
            "Entities of one call at most; a larger read is several calls at the same time.");
    public static final Setting<Long> BATCH_MS = SECTION.add(
            "bandit.fallback.batch.ms",
            Type.whole(0L, 100L),
            "5",
            "How long a read of few entities waits for others, in milliseconds, to be one call with them; 0: not at all. With"
                    + " `online-store` each entity is a call of its own all the same.");
    public static final Setting<Long> READ_MS = SECTION.add(
            "bandit.fallback.read.ms",
            Type.whole(1L, 60_000L),
            "600",
            "How long a read may take at least, in milliseconds, however near the request's deadline is: what comes too"
                    + " late for one request is there for the next. Not below the call's timeout.");
    public static final Setting<Long> CALL_TIMEOUT_MS = SECTION.add(
            "bandit.fallback.call.timeout.ms",
            Type.whole(1L, 60_000L),
            "250",
            "How long one call may take, in milliseconds. With more than 250 the circuit may open later than a second"
                    + " after the store hangs.");
    public static final Setting<Integer> CALLS_MAX =
            SECTION.add("bandit.fallback.calls.max", Type.whole(1, 10_000), "64", "Calls under way at a time.");
    public static final Setting<Integer> CALLS_WAITING = SECTION.add(
            "bandit.fallback.calls.waiting",
            Type.whole(0, 100_000),
            "256",
            "Calls that wait until another ends; what comes beyond them is not asked.");
    public static final Setting<Integer> RETRIES = SECTION.add(
            "bandit.fallback.retries",
            Type.whole(0, 10),
            "2",
            "How often a failed call is made again, within its read's time.");
    public static final Setting<Long> RETRY_BACKOFF_MS = SECTION.add(
            "bandit.fallback.retry.backoff.ms",
            Type.whole(1L, 10_000L),
            "20",
            "The longest wait before a call is made again, in milliseconds; it is random and its bound doubles with each.");
    public static final Setting<Double> RETRY_SHARE = SECTION.add(
            "bandit.fallback.retry.share",
            Type.share(),
            "0.1",
            "Calls made again, as a share of all calls; one more a second is always allowed.");
    public static final Setting<Long> BREAKER_WINDOW_MS = SECTION.add(
            "bandit.fallback.breaker.window.ms",
            Type.whole(8L, 60_000L),
            "800",
            "The circuit opens (the store isn't asked any longer) when among the calls of this time, in milliseconds,");
    public static final Setting<Integer> BREAKER_FAILURES = SECTION.add(
            "bandit.fallback.breaker.failures",
            Type.whole(1, 10_000),
            "3",
            "so many brought nothing but failures, and");
    public static final Setting<Double> BREAKER_SHARE = SECTION.add(
            "bandit.fallback.breaker.share",
            Type.number("a number above 0 and at most 1", share -> share > 0 && share <= 1),
            "0.75",
            "they are such a share of all.");
    public static final Setting<Long> BREAKER_PROBE_MS = SECTION.add(
            "bandit.fallback.breaker.probe.ms",
            Type.whole(1L, 60_000L),
            "1000",
            "While the circuit is open one call is let through in this time, in milliseconds; the first that is answered"
                    + " closes it.");
    public static final Setting<Long> NEGATIVE_TTL_MS = SECTION.add(
            "bandit.fallback.negative.ttl.ms",
            Type.whole(0L, DAY_MILLIS),
            "60000",
            "How long it is known that the store has not got an entity, in milliseconds; it is not asked for meanwhile.");
    public static final Setting<Long> NEGATIVE_MAX = SECTION.add(
            "bandit.fallback.negative.max",
            Type.whole(0L, 100_000_000L),
            "100000",
            "Users, and as many items, of which that is known at a time; one takes about 150 bytes.");
    public static final Setting<Boolean> HEDGE = SECTION.add(
            "bandit.fallback.hedge",
            Type.flag(),
            "false",
            "Whether a call that is slower than 95 % of the recent ones is made a second time, at most 5 % of all calls.");

    private FallbackKeys() {}

    private static Setting<Long> ttl(String key, String meaning) {
        return SECTION.add(key, Type.whole(0L, YEAR_MILLIS), "0", meaning);
    }
}
