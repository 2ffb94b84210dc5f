package dev.banditstreams.config;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.function.Function;

/** Where and how the fallback reads from Vertex AI Feature Store. */
public final class VertexKeys {

    static final Section SECTION = new Section("Vertex AI");

    public static final Setting<String> API = add(
            "bandit.vertex.api",
            Type.oneOf("online-store", "online-store-streaming", "legacy"),
            "online-store",
            "`online-store`: the feature store of today, one entity a call; `online-store-streaming`: the same, many"
                    + " entities a call (v1beta1); `legacy`: the former one, which Google switches off on 2027-02-17.");
    public static final Setting<String> ENDPOINT = add(
            "bandit.vertex.endpoint",
            Type.matching("host:port, or nothing", "((\\[[0-9a-fA-F:.]+]|[^:/\\s\\[\\]]+)(:[0-9]{1,5})?)?"),
            "",
            "Host and port; without a port 443. Empty: `<location>-aiplatform.googleapis.com`. A store with optimized"
                    + " serving has a public endpoint of its own.");
    public static final Setting<Boolean> PLAINTEXT = add(
            "bandit.vertex.plaintext",
            Type.flag(),
            "false",
            "Without TLS and without credentials, for a fake: only to a loopback address.");
    public static final Setting<String> PROJECT =
            add("bandit.vertex.project", segment(), "", "Id of the Google Cloud project.");
    public static final Setting<String> LOCATION =
            add("bandit.vertex.location", segment(), "", "The store's region, e.g. `europe-west1`.");
    public static final Setting<String> STORE =
            add("bandit.vertex.store", segment(), "", "Id of the online store; with `legacy` of the featurestore.");
    public static final Setting<String> USER_VIEW = add(
            "bandit.vertex.user.view",
            segment(),
            "",
            "Id of the feature view of users; with `legacy` of their entity type. Empty: users are not read.");
    public static final Setting<List<String>> USER_FEATURES =
            add("bandit.vertex.user.features", names(), "", "The features of users to read. Empty: all of the view.");
    public static final Setting<String> USER_EVENT_TIME_FEATURE = add(
            "bandit.vertex.user.event.time.feature",
            Type.text("a name, or nothing", text -> true),
            "",
            "The feature of users that says as of when their values hold, where the values don't say it themselves:"
                    + " milliseconds since the epoch, or a text like `2026-11-24T00:00:00Z`. Empty, or without a value: the"
                    + " time of reading.");
    public static final Setting<String> ITEM_VIEW =
            add("bandit.vertex.item.view", segment(), "", "The same for items. Empty: items are not read.");
    public static final Setting<List<String>> ITEM_FEATURES =
            add("bandit.vertex.item.features", names(), "", "The features of items to read. Empty: all of the view.");
    public static final Setting<String> ITEM_EVENT_TIME_FEATURE = add(
            "bandit.vertex.item.event.time.feature",
            Type.text("a name, or nothing", text -> true),
            "",
            "The same for items.");
    public static final Setting<Long> CALL_TIMEOUT_MS = add(
            "bandit.vertex.call.timeout.ms",
            Type.whole(1L, 60_000L),
            "10000",
            "How long a call may take at most, whatever its reader allows, in milliseconds.");
    public static final Setting<Integer> MESSAGE_BYTES = add(
            "bandit.vertex.message.bytes",
            Type.whole(100_000, 1_000_000_000),
            "16777216",
            "The largest message that is taken from the store, in bytes.");
    public static final Setting<Integer> CONNECTIONS = add(
            "bandit.vertex.connections",
            Type.whole(1, 64),
            "4",
            "Connections to the store. One carries about 100 calls at a time; with `online-store` each entity is one.");

    private VertexKeys() {}

    /**
     * What is wrong with the settings together, where Vertex AI is in use; one sentence each.
     *
     * @param values gives null for a setting that is wrong by itself
     */
    static List<String> objections(Function<Setting<?>, ?> values) {
        List<String> objections = new ArrayList<>();
        for (Setting<String> needed : List.of(PROJECT, LOCATION, STORE)) {
            if ("".equals(values.apply(needed))) {
                objections.add(needed.key() + " is missing: " + needed.meaning());
            }
        }
        if ("".equals(values.apply(USER_VIEW)) && "".equals(values.apply(ITEM_VIEW))) {
            objections.add(USER_VIEW.key() + " and " + ITEM_VIEW.key() + " are both missing: there is nothing to read");
        }
        if (Boolean.TRUE.equals(values.apply(PLAINTEXT))
                && values.apply(ENDPOINT) instanceof String endpoint
                && !endpoint.matches("(localhost|127(\\.[0-9]{1,3}){3}|\\[::1])(:[0-9]+)?")) {
            objections.add(PLAINTEXT.key() + " = true: only to a loopback address, " + ENDPOINT.key() + " is "
                    + (endpoint.isEmpty() ? "Google's" : endpoint));
        }
        return objections;
    }

    private static <T> Setting<T> add(String key, Type<T> type, String defaultText, String meaning) {
        return SECTION.add(key, type, defaultText, meaning);
    }

    private static Type<String> segment() {
        return Type.matching("a text without blanks and '/', or nothing", "[^/\\s]*");
    }

    private static Type<List<String>> names() {
        return Type.list(
                "different names, apart by commas",
                names -> names.stream().noneMatch(String::isBlank) && new HashSet<>(names).size() == names.size());
    }
}
