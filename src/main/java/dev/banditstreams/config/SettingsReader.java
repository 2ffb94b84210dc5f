package dev.banditstreams.config;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Puts settings together from their sources, each overriding the one before, and collects all errors. */
final class SettingsReader {

    private static final String OURS = "bandit.";
    private static final String ENVIRONMENT = "BANDIT_";
    private static final String KAFKA_ENVIRONMENT = "BANDIT_KAFKA_";

    private final Map<String, Given> given = new TreeMap<>();
    private final List<String> errors = new ArrayList<>();
    private final List<String> warnings = new ArrayList<>();

    /** @param source where the value was read, for messages */
    private record Given(String value, String source) {}

    SettingsReader defaults(Map<String, String> defaults) {
        defaults.forEach((key, value) -> give(key, value, "default"));
        return this;
    }

    SettingsReader file(@Nullable Path file) {
        if (file != null) {
            PropertiesFile properties = PropertiesFile.read(file);
            String source = String.valueOf(file.getFileName());
            properties.values().forEach((key, value) -> give(key, value, source));
            properties.twice().forEach(key -> errors.add(key + " is given twice in " + source));
        }
        return this;
    }

    SettingsReader environment(Map<String, String> environment) {
        new TreeMap<>(environment).forEach((name, value) -> {
            if (name.startsWith(KAFKA_ENVIRONMENT)) {
                give(dotted(name.substring(KAFKA_ENVIRONMENT.length())), value, "environment");
            } else if (name.startsWith(ENVIRONMENT)) {
                String key = dotted(name);
                if (isOurs(key)) {
                    give(key, value, "environment");
                } else {
                    // Not an error: a Kubernetes service that is called bandit defines BANDIT_PORT and others.
                    warnings.add("environment variable " + name + " is no setting and is ignored" + meant(key));
                }
            }
        });
        return this;
    }

    SettingsReader overrides(Map<String, String> overrides) {
        overrides.forEach((key, value) -> give(key, value, "override"));
        return this;
    }

    /** @throws SettingsException if anything is wrong */
    Settings settings() {
        Map<Setting<?>, Object> values = new HashMap<>();
        for (Setting<?> setting : Keys.all()) {
            read(setting).ifPresent(value -> values.put(setting, value));
        }
        Map<String, Map<Setting<?>, Object>> placements = new HashMap<>();
        Map<String, String> kafka = new HashMap<>();
        Map<String, String> confluent = new HashMap<>();
        given.forEach((key, one) -> {
            if (key.toLowerCase(Locale.ROOT).startsWith("bandit")) {
                PlacementKeys.scoped(key)
                        .ifPresent(scoped -> read(scoped.setting(), key, one)
                                .ifPresent(value -> placements
                                        .computeIfAbsent(scoped.placement(), name -> new HashMap<>())
                                        .put(scoped.setting(), value)));
                if (!isOurs(key)) {
                    errors.add(key + " (" + one.source + ") is no setting of the service" + meant(key));
                }
            } else if (KafkaKeys.isConfluent(key)) {
                confluent.put(key, one.value);
            } else {
                kafka.put(key, one.value);
                KafkaKeys.objection(key, one.value)
                        .ifPresent(objection -> errors.add(shown(key, one) + " " + objection));
            }
        });
        require(kafka, KafkaKeys.BOOTSTRAP_SERVERS, "the brokers, e.g. localhost:9092");
        require(confluent, "schema.registry.url", "the schema registry, e.g. http://localhost:8081");
        List.of(Keys.AVRO_SERIALIZER, Keys.AVRO_DESERIALIZER).forEach(setting -> {
            Given one = given.get(setting.key());
            if (one != null && !one.value.isEmpty()) {
                confluent.put(setting.key(), one.value);
            }
        });
        checkTogether(values);
        if (!errors.isEmpty()) {
            throw new SettingsException(errors);
        }
        if ("at_least_once".equals(kafka.get(KafkaKeys.PROCESSING_GUARANTEE))) {
            warnings.add("processing.guarantee=at_least_once: after a failure rewards count twice and requests are"
                    + " answered twice; remove it for exactly-once");
        }
        return new Settings(values, placements, kafka, confluent, effective(), warnings);
    }

    private void give(String key, String value, String source) {
        given.put(key.strip(), new Given(value.strip(), source));
    }

    private Optional<?> read(Setting<?> setting) {
        return read(
                setting, setting.key(), given.getOrDefault(setting.key(), new Given(setting.defaultText(), "default")));
    }

    private Optional<?> read(Setting<?> setting, String key, Given one) {
        Optional<?> value = setting.read(one.value);
        if (value.isEmpty()) {
            errors.add(shown(key, one) + ": expected " + setting.expected());
        }
        return value;
    }

    private void require(Map<String, String> values, String key, String meaning) {
        if (values.getOrDefault(key, "").isEmpty()) {
            errors.add(key + " is missing: " + meaning);
        }
    }

    private void checkTogether(Map<Setting<?>, Object> values) {
        if ("vertex".equals(values.get(FallbackKeys.FALLBACK))) {
            errors.addAll(VertexKeys.objections(values::get));
        }
        Set<Object> names = new HashSet<>();
        for (Setting<?> name : List.of(
                Keys.ITEM_FEATURE_IMPRESSIONS,
                Keys.ITEM_FEATURE_CLICKS,
                Keys.ITEM_FEATURE_ACTIVE,
                Keys.ITEM_FEATURE_RATE,
                Keys.ITEM_FEATURE_STRENGTH,
                Keys.ITEM_FEATURE_GROUP)) {
            Object value = values.get(name);
            if (value != null && !names.add(value)) {
                errors.add(name.key() + " = " + value + ": another bandit.item.feature has that name too");
            }
        }
    }

    private List<String> effective() {
        Map<String, Given> all = new LinkedHashMap<>(given);
        for (Setting<?> setting : Keys.all()) {
            all.putIfAbsent(setting.key(), new Given(setting.defaultText(), "default"));
        }
        return new TreeMap<>(all)
                .entrySet().stream()
                        .map(entry -> shown(entry.getKey(), entry.getValue()))
                        .toList();
    }

    private static String shown(String key, Given one) {
        return key + " = " + Secrets.masked(key, one.value) + " (" + one.source + ")";
    }

    private static String meant(String key) {
        return Nearest.to(key, keys())
                .map(near -> "; did you mean " + near + "?")
                .orElse("; settings of the service start with " + OURS + ", see docs/configuration.md");
    }

    private static boolean isOurs(String key) {
        return keys().contains(key) || PlacementKeys.scoped(key).isPresent();
    }

    private static List<String> keys() {
        return Keys.all().stream().map(Setting::key).toList();
    }

    private static String dotted(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '.');
    }
}
