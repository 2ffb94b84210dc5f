package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConfluentConfigTest {

    @Test
    void shouldHaveDefaults() {
        ConfluentConfig config = config(Map.of());

        assertThat(RegistryAccess.of(config))
                .isEqualTo(new RegistryAccess(
                        RegistryAccess.of(config).servers(),
                        Duration.ofSeconds(5),
                        Duration.ofSeconds(10),
                        3,
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(20)));
        assertThat(SerializerSettings.of(config, false).id()).isEqualTo(SerializerSettings.IdSource.REGISTERED);
        assertThat(SubjectNames.of(config, false)).isEqualTo(SubjectNames.TOPIC);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            schema.registry.url          | mock://x          | expected addresses
            schema.registry.url          | localhost:8081    | expected addresses
            schema.registry.url          | http://a,         | expected addresses
            schema.registry.url          | http://a b        | not an address
            auto.register.schemas        | yes               | expected true or false
            use.latest.version           | 1                 | expected true or false
            max.retries                  | many              | expected a whole number from 0
            max.retries                  | -1                | expected a whole number from 0
            http.read.timeout.ms         | 0                 | expected a whole number from 1
            schema.registry.max.retries  | x                 | expected a whole number from 0
            latest.cache.ttl.sec         | -2                | expected a whole number from -1
            value.subject.name.strategy  | com.acme.Strategy | expected one of TopicNameStrategy
            basic.auth.credentials.source| SASL_INHERIT      | expected URL or USER_INFO
            basic.auth.credentials.source| USER_INFO         | basic.auth.user.info has to be
            bearer.auth.token            | x                 | not supported by the built-in
            schema.registry.ssl.protocol | x                 | not supported by the built-in
            use.schema.id                | 1                 | not supported by the built-in
            """)
    void shouldSayWhatIsWrong(String key, String value, String problem) {
        Map<String, String> config = new HashMap<>(Map.of("schema.registry.url", "http://localhost:8081"));
        config.put(key, value);

        assertThatThrownBy(() -> new Codecs(config))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll(key.replace("schema.registry.max", "max"), problem);
    }

    @Test
    void shouldSayThatTheRegistryIsMissing() {
        assertThatThrownBy(() -> new Codecs(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("schema.registry.url is missing", "e.g.");
    }

    @Test
    void shouldNotShowPasswords() {
        assertThatThrownBy(() -> new Codecs(Map.of("schema.registry.url", "ftp://user:secret@host")))
                .hasMessageNotContaining("secret");
        assertThatThrownBy(() -> new Codecs(Map.of("schema.registry.url", "http://user:secret@ho st")))
                .hasMessageNotContaining("secret");
    }

    @Test
    void shouldIgnoreWhatIsKafkas() {
        assertThatCode(() -> new Codecs(Map.of(
                                "schema.registry.url",
                                "http://localhost:8081",
                                "bootstrap.servers",
                                "localhost:9092",
                                "specific.avro.reader",
                                true,
                                "max.schemas.per.subject",
                                10))
                        .close())
                .doesNotThrowAnyException();
    }

    @ParameterizedTest
    @CsvSource({
        "TopicNameStrategy,t-value",
        "RecordNameStrategy,a.R",
        "TopicRecordNameStrategy,t-a.R",
        "io.confluent.kafka.serializers.subject.RecordNameStrategy,a.R",
        "class io.confluent.kafka.serializers.subject.TopicRecordNameStrategy,t-a.R",
    })
    void shouldNameSubjects(String strategy, String subject) {
        assertThat(SubjectNames.of(config(Map.of("value.subject.name.strategy", strategy)), false)
                        .of("t", false, "a.R"))
                .isEqualTo(subject);
    }

    @Test
    void shouldNameSubjectsOfKeys() {
        assertThat(SubjectNames.of(config(Map.of()), true).of("t", true, "a.R")).isEqualTo("t-key");
    }

    private static ConfluentConfig config(Map<String, ?> more) {
        Map<String, Object> config = new HashMap<>(more);
        config.putIfAbsent("schema.registry.url", "http://localhost:8081");
        return new ConfluentConfig(config);
    }
}
