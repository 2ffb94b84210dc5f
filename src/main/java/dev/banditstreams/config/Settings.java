package dev.banditstreams.config;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * The settings of one process, complete and checked.
 *
 * <p>A value comes from, first to last: an override ({@code --set}), the environment, the file, the default. Keys that
 * start with {@code bandit.} are the service's ({@link Keys}); those of Confluent's serializers go to the codecs; all
 * others go to Kafka's clients as they are.
 *
 * <p>An environment variable {@code BANDIT_HTTP_PORT} sets {@code bandit.http.port}, and
 * {@code BANDIT_KAFKA_BOOTSTRAP_SERVERS} sets {@code bootstrap.servers}: the name in lower case, dots for underscores,
 * and what follows {@code BANDIT_KAFKA_} without a prefix.
 */
public final class Settings {

    private final Map<Setting<?>, Object> values;
    private final Map<String, Map<Setting<?>, Object>> placements;
    private final Map<String, String> kafka;
    private final Map<String, String> confluent;
    private final List<String> effective;
    private final List<String> warnings;

    Settings(
            Map<Setting<?>, Object> values,
            Map<String, Map<Setting<?>, Object>> placements,
            Map<String, String> kafka,
            Map<String, String> confluent,
            List<String> effective,
            List<String> warnings) {
        this.values = Map.copyOf(values);
        this.placements = Map.copyOf(placements);
        this.kafka = Map.copyOf(new TreeMap<>(kafka));
        this.confluent = Map.copyOf(confluent);
        this.effective = List.copyOf(effective);
        this.warnings = List.copyOf(warnings);
    }

    /**
     * Reads file, environment and overrides.
     *
     * @param file null: none
     * @throws SettingsException with everything that is wrong
     */
    public static Settings read(@Nullable Path file, Map<String, String> overrides) {
        return read(Map.of(), file, overrides);
    }

    /**
     * Reads file, environment and overrides, for a command that has defaults of its own.
     *
     * @param file null: none
     * @throws SettingsException with everything that is wrong
     */
    public static Settings read(Map<String, String> defaults, @Nullable Path file, Map<String, String> overrides) {
        return new SettingsReader()
                .defaults(defaults)
                .file(file)
                .environment(System.getenv())
                .overrides(overrides)
                .settings();
    }

    /**
     * Takes the settings from this map alone.
     *
     * @throws SettingsException with everything that is wrong
     */
    public static Settings of(Map<String, String> values) {
        return new SettingsReader().overrides(values).settings();
    }

    @SuppressWarnings("unchecked") // SettingsReader fills in what the setting itself has read
    public <T> T get(Setting<T> setting) {
        Object value = values.get(setting);
        if (value == null) {
            throw new IllegalArgumentException("not a setting of the service: " + setting);
        }
        return (T) value;
    }

    /** The placements that have settings of their own. */
    public Set<String> placements() {
        return placements.keySet();
    }

    /** The value for one placement; where it has none of its own, that for all. */
    @SuppressWarnings("unchecked") // likewise
    public <T> T get(Setting<T> setting, String placement) {
        Object own = placements.getOrDefault(placement, Map.of()).get(setting);
        return own == null ? get(setting) : (T) own;
    }

    /** What goes to Kafka's clients and to Kafka Streams as it is. */
    public Map<String, String> kafka() {
        return kafka;
    }

    /** What goes to the codecs: Confluent's keys, and the serializers' classes. */
    public Map<String, String> confluent() {
        return confluent;
    }

    public String bootstrapServers() {
        return kafka.getOrDefault(KafkaKeys.BOOTSTRAP_SERVERS, "");
    }

    public boolean exactlyOnce() {
        return !"at_least_once".equals(kafka.get(KafkaKeys.PROCESSING_GUARANTEE));
    }

    /** Every key with its value and where it comes from, one a line, without secrets. */
    public List<String> effective() {
        return effective;
    }

    /** What is allowed and probably not wanted, one sentence each. */
    public List<String> warnings() {
        return warnings;
    }
}
