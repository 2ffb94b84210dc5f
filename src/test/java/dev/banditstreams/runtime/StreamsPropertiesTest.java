package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.Settings;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

class StreamsPropertiesTest {

    @Test
    void shouldSetWhatTheGuaranteesRestOn() {
        StreamsConfig config = config();

        assertThat(config.getString("application.id")).isEqualTo("bandit-score");
        assertThat(config.getString("processing.guarantee")).isEqualTo("exactly_once_v2");
        assertThat(config.getMainConsumerConfigs("bandit-score", "client", 0))
                .containsEntry("isolation.level", "read_committed")
                .containsEntry("session.timeout.ms", "6000");
        assertThat(config.getProducerConfigs("client"))
                .containsEntry("linger.ms", "20")
                .containsEntry("transaction.timeout.ms", "6000")
                .containsEntry("enable.idempotence", true);
    }

    @Test
    void shouldLetSettingsOverrideTuning() {
        StreamsConfig config = config(
                "linger.ms", "9",
                "session.timeout.ms", "30000",
                "main.consumer.max.poll.records", "7",
                "security.protocol", "SSL",
                "commit.interval.ms", "50",
                "topic.retention.ms", "5");

        assertThat(config.getLong("commit.interval.ms")).isEqualTo(50);
        assertThat(config.getProducerConfigs("client"))
                .containsEntry("linger.ms", "9")
                .containsEntry("security.protocol", "SSL");
        assertThat(config.getMainConsumerConfigs("bandit-score", "client", 0))
                .containsEntry("session.timeout.ms", "30000")
                .containsEntry("max.poll.records", "7");
        assertThat(config.originalsWithPrefix("topic.")).containsEntry("retention.ms", "5");
    }

    /** Rewards must not run ahead of recommendations; a setting still overrides it. */
    @Test
    void shouldHaveLearnReadItsTopicsInOrder() {
        Map<String, String> values = new HashMap<>(
                Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081"));
        assertThat(config(StreamsProperties.LEARN, values).getLong("max.task.idle.ms"))
                .isZero();
        assertThat(config(StreamsProperties.SCORE, values).getLong("max.task.idle.ms"))
                .isEqualTo(-1);
        values.put("max.task.idle.ms", "7");
        assertThat(config(StreamsProperties.LEARN, values).getLong("max.task.idle.ms"))
                .isEqualTo(7);
    }

    @Test
    void shouldLetARecordWithinTheLimitPassEverywhere() {
        StreamsConfig config = config("bandit.limit.record.bytes", "5000000");

        assertThat(Integer.parseInt(config.getProducerConfigs("client")
                        .get("max.request.size")
                        .toString()))
                .isGreaterThan(5_000_000);
        assertThat(config.originalsWithPrefix("topic.").get("max.message.bytes").toString())
                .isEqualTo(config.getProducerConfigs("client").get("max.request.size"));
    }

    private static StreamsConfig config(String... pairs) {
        Map<String, String> values = new HashMap<>(
                Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081"));
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return config(StreamsProperties.SCORE, values);
    }

    private static StreamsConfig config(StreamsProperties.Tuning tuning, Map<String, String> values) {
        return new StreamsConfig(StreamsProperties.of(Settings.of(values), "bandit-score", tuning));
    }
}
