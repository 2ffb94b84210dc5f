package dev.banditstreams.config;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Kafka's own settings, where the service has a say: what its guarantees rest on can't be set to something else. */
final class KafkaKeys {

    static final String BOOTSTRAP_SERVERS = "bootstrap.servers";
    static final String PROCESSING_GUARANTEE = "processing.guarantee";

    private static final List<String> CLIENT_PREFIXES =
            List.of("main.consumer.", "restore.consumer.", "global.consumer.", "consumer.", "producer.", "admin.");

    /** Keys that nobody may set, with the reason. */
    private static final Map<String, String> FORBIDDEN = Map.ofEntries(
            Map.entry("application.id", "the service makes it from bandit.application.prefix and the application"),
            Map.entry("group.id", "the service makes it from bandit.application.prefix and the application"),
            Map.entry("transactional.id", "Kafka Streams makes it; exactly-once rests on it"),
            Map.entry("num.stream.threads", "use bandit.threads.score and bandit.threads.learn"),
            Map.entry("num.standby.replicas", "use bandit.standby.replicas"),
            Map.entry("state.dir", "use bandit.state.dir"),
            Map.entry("rocksdb.config.setter", "use bandit.rocksdb.cache.bytes, which bounds the memory"),
            Map.entry("partitioner.class", "state is found by murmur2 of the key"),
            Map.entry("default.timestamp.extractor", "learning needs append times as they are"),
            Map.entry("errors.dead.letter.queue.topic.name", "the service writes its own dead letters"));

    /** Keys that may only have the value that they have anyway. */
    private static final Map<String, Fixed> FIXED = Map.ofEntries(
            Map.entry("isolation.level", new Fixed("read_committed", "or aborted rewards would count")),
            Map.entry("enable.idempotence", new Fixed("true", "exactly-once rests on it")),
            Map.entry("acks", new Fixed("all", "or a failing broker loses outcomes")),
            Map.entry("enable.auto.commit", new Fixed("false", "offsets are committed with the results")),
            Map.entry("auto.offset.reset", new Fixed("earliest", "or records are passed over silently")),
            Map.entry("group.protocol", new Fixed("classic", "the other one ignores session time-out and standbys")),
            Map.entry("partitioner.ignore.keys", new Fixed("false", "state is found by murmur2 of the key")),
            Map.entry(
                    "topology.optimization", new Fixed("none", "a store restored from its source bypasses its rules")));

    private static final List<String> CONFLUENT_PREFIXES =
            List.of("schema.registry.", "basic.auth.", "bearer.auth.", "avro.", "latest.cache.");

    private static final List<String> CONFLUENT_KEYS = List.of(
            "auto.register.schemas",
            "use.latest.version",
            "use.schema.id",
            "id.compatibility.strict",
            "latest.compatibility.strict",
            "normalize.schemas",
            "value.subject.name.strategy",
            "key.subject.name.strategy",
            "context.name.strategy",
            "specific.avro.reader",
            "max.schemas.per.subject",
            "http.connect.timeout.ms",
            "http.read.timeout.ms",
            "max.retries",
            "retries.wait.ms",
            "retries.max.wait.ms",
            "proxy.host",
            "proxy.port");

    private record Fixed(String value, String reason) {}

    private KafkaKeys() {}

    /** Whether a key is the schema registry's and not Kafka's. */
    static boolean isConfluent(String key) {
        return CONFLUENT_KEYS.contains(key) || CONFLUENT_PREFIXES.stream().anyMatch(key::startsWith);
    }

    /** What is wrong with setting this key to this value; nothing for most. */
    static Optional<String> objection(String prefixedKey, String value) {
        String key = withoutClient(prefixedKey);
        String forbidden = FORBIDDEN.get(key);
        if (forbidden != null) {
            return Optional.of("can't be set: " + forbidden);
        }
        Fixed fixed = FIXED.get(key);
        if (fixed != null && !fixed.value.equals(value)) {
            return Optional.of("has to be " + fixed.value + ", " + fixed.reason);
        }
        if (key.equals(PROCESSING_GUARANTEE)
                && !List.of("exactly_once_v2", "at_least_once").contains(value)) {
            return Optional.of("has to be exactly_once_v2 or at_least_once");
        }
        return Optional.empty();
    }

    private static String withoutClient(String key) {
        return CLIENT_PREFIXES.stream()
                .filter(key::startsWith)
                .findFirst()
                .map(prefix -> key.substring(prefix.length()))
                .orElse(key);
    }
}
