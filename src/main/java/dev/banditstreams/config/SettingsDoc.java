package dev.banditstreams.config;

import java.util.List;

/** The documentation of all settings, as {@code docs/configuration.md} holds it. */
public final class SettingsDoc {

    private static final String BEFORE = """
            # Configuration

            <!-- Generated: ./bandit run --describe-settings > docs/configuration.md -->

            `./bandit run --config FILE` reads one properties file (UTF-8). It needs two keys, everything else has a default:

            ```properties
            bootstrap.servers=localhost:9092
            schema.registry.url=http://localhost:8081
            ```

            A value is taken from the first of: `--set key=value`, the environment, the file, the default. All errors are
            reported together, an unknown `bandit.` key is an error, and the effective settings are logged at start without
            secrets.

            - **Environment.** `BANDIT_HTTP_PORT` sets `bandit.http.port`: the name in lower case, dots for underscores. What
              follows `BANDIT_KAFKA_` sets a key without a prefix: `BANDIT_KAFKA_BOOTSTRAP_SERVERS` sets `bootstrap.servers`,
              `BANDIT_KAFKA_SCHEMA_REGISTRY_URL` sets `schema.registry.url`.
            - **Placements.** Each key under "Policies and rules" may have a value for one placement:
              `bandit.placement.home.policy=bayes-ucb` is `bandit.policy` for requests of the placement `home`.
            - **Kafka.** Every key that is neither the service's nor the registry's goes to Kafka as it is: `security.protocol`,
              `sasl.*`, `ssl.*`, and for one kind of client with its prefix (`producer.`, `consumer.`, `main.consumer.`,
              `restore.consumer.`, `global.consumer.`, `admin.`, `topic.` for internal topics). What the guarantees rest on
              can't be set: `application.id`, `group.protocol`, `isolation.level`, `acks`, `auto.offset.reset`, the partitioner
              and the like. `processing.guarantee=at_least_once` can, with a warning: after a failure it counts rewards twice.
            - **Registry.** Confluent's keys as Confluent has them: `schema.registry.url`, `basic.auth.credentials.source`,
              `basic.auth.user.info`, `auto.register.schemas`, `use.latest.version`, `value.subject.name.strategy`, ...

            """;

    private SettingsDoc() {}

    public static String markdown() {
        StringBuilder text = new StringBuilder(BEFORE);
        Keys.sections().forEach(section -> section(text, section.title(), section.settings()));
        return text.deleteCharAt(text.length() - 1).toString();
    }

    private static void section(StringBuilder text, String title, List<Setting<?>> settings) {
        text.append("## ").append(title).append("\n\n");
        text.append("| key | default | value | meaning |\n|---|---|---|---|\n");
        for (Setting<?> setting : settings) {
            String defaultText = setting.defaultText().isEmpty() ? "(empty)" : "`" + setting.defaultText() + "`";
            text.append("| `%s` | %s | %s | %s |\n"
                    .formatted(setting.key(), defaultText, setting.expected(), setting.meaning()));
        }
        text.append('\n');
    }
}
