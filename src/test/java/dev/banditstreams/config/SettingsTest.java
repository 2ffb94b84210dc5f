package dev.banditstreams.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SettingsTest {

    private static final Map<String, String> REQUIRED =
            Map.of("bootstrap.servers", "localhost:9092", "schema.registry.url", "http://localhost:8081");

    @TempDir
    private Path directory;

    @Test
    void shouldFillInDefaults() {
        Settings settings = with();

        assertThat(settings.get(Keys.ROLE)).isEqualTo(Role.ALL);
        assertThat(settings.get(Keys.APPLICATION_PREFIX)).isEqualTo("bandit");
        assertThat(settings.get(Keys.TOPIC_PREFIX)).isEmpty();
        assertThat(settings.get(Keys.HTTP_HOST)).isEqualTo("127.0.0.1");
        assertThat(settings.get(Keys.HTTP_PORT)).isEqualTo(8080);
        assertThat(settings.get(Keys.STATE_DIR))
                .isEqualTo(Path.of(System.getProperty("java.io.tmpdir"), "bandit-streams"));
        assertThat(settings.get(Keys.COHORTS)).isEmpty();
        assertThat(settings.get(Keys.AUDIT_RATE)).isEqualTo(0.01);
        assertThat(settings.get(Keys.PRIOR_MEAN)).isEqualTo(0.5);
        assertThat(settings.get(Keys.REWARD_VALUES))
                .containsOnly(Map.entry("click", 1.0), Map.entry("purchase", 1.0), Map.entry("skip", 0.0));
        assertThat(settings.get(Keys.IMPORTS_ALLOWED)).isFalse();
        assertThat(settings.get(Keys.LIMIT_RECORD_BYTES)).isEqualTo(1_000_000);
        assertThat(settings.get(Keys.CHECK_PARTITION)).isTrue();
        assertThat(settings.exactlyOnce()).isTrue();
        assertThat(settings.warnings()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    bandit.role                    | both
                    bandit.application.prefix      | with blank
                    bandit.application.prefix      | ''
                    bandit.topic.prefix            | a/b
                    bandit.state.dir               | ''
                    bandit.threads.score           | 0
                    bandit.threads.learn           | many
                    bandit.standby.replicas        | -1
                    bandit.rocksdb.cache.bytes     | 1000
                    bandit.startup.timeout.ms      | 999
                    bandit.shutdown.timeout.ms     | 1e4
                    bandit.http.host               | ''
                    bandit.http.port               | 65536
                    bandit.cohort.feature          | ''
                    bandit.cohorts                 | a,b,a
                    bandit.cohorts                 | a,,b
                    bandit.cohorts                 | a,all
                    bandit.cohorts                 | other
                    bandit.policy.version          | ''
                    bandit.deadline.ms             | 0
                    bandit.candidate.set.unknown   | WAIT
                    bandit.audit.rate              | 1.01
                    bandit.audit.rate              | NaN
                    bandit.prior.mean              | 0
                    bandit.prior.mean              | 1
                    bandit.prior.global.strength   | 0
                    bandit.prior.item.strength     | Infinity
                    bandit.item.feature.impressions| ''
                    bandit.item.feature.clicks     | impressions
                    bandit.item.feature.active     | ''
                    bandit.reward.values           | click
                    bandit.reward.values           | click=2
                    bandit.reward.values           | click=1,click=0
                    bandit.reward.values           | =1
                    bandit.reward.combining        | MAX
                    bandit.imports.allowed         | yes
                    bandit.publish.growth          | 0
                    bandit.publish.interval.ms     | 9
                    bandit.publish.per.second      | 0
                    bandit.limit.record.bytes      | 9999
                    bandit.limit.id.bytes          | 15
                    bandit.limit.candidates        | 0
                    bandit.limit.features          | 0
                    bandit.limit.future.ms         | -1
                    bandit.limit.deadline.ms       | 0
                    bandit.limit.parked.requests   | 0
                    bandit.limit.parked.bytes      | 999
                    bandit.check.partition         | 1
                    bandit.check.transaction.version | ''
                    bandit.avro.serializer.class   | not a class
                    bandit.avro.deserializer.class | a-b
                    """)
    void shouldRefuseValuesOutsideOfASettingsRange(String key, String value) {
        assertThatThrownBy(() -> with(key, value))
                .isInstanceOf(SettingsException.class)
                .hasMessageContaining(key + " = " + value);
    }

    @Test
    void shouldReadValuesOfEachType() {
        Settings settings = with(
                "bandit.role", "learn",
                "bandit.cohorts", " young, old ",
                "bandit.reward.values", "click = 0.5, skip=0",
                "bandit.check.partition", "false",
                "bandit.limit.future.ms", "0");

        assertThat(settings.get(Keys.ROLE)).isEqualTo(Role.LEARN);
        assertThat(settings.get(Keys.COHORTS)).containsExactly("young", "old");
        assertThat(settings.get(Keys.REWARD_VALUES)).containsOnly(Map.entry("click", 0.5), Map.entry("skip", 0.0));
        assertThat(settings.get(Keys.CHECK_PARTITION)).isFalse();
        assertThat(settings.get(Keys.LIMIT_FUTURE_MS)).isZero();
    }

    @Test
    void shouldReportEveryErrorAtOnce() {
        SettingsException wrong = catchThrowableOfType(
                SettingsException.class,
                () -> Settings.of(Map.of(
                        "bandit.http.port", "eighty",
                        "bandit.htp.host", "localhost",
                        "group.id", "mine",
                        "bandit.audit.rate", "2")));

        assertThat(wrong.errors())
                .containsExactlyInAnyOrder(
                        "bandit.http.port = eighty (override): expected a whole number from 0 to 65535",
                        "bandit.htp.host (override) is no setting of the service; did you mean bandit.http.host?",
                        "group.id = mine (override) can't be set: the service makes it from bandit.application.prefix"
                                + " and the application",
                        "bandit.audit.rate = 2 (override): expected a number from 0 to 1",
                        "bootstrap.servers is missing: the brokers, e.g. localhost:9092",
                        "schema.registry.url is missing: the schema registry, e.g. http://localhost:8081");
        assertThat(wrong).hasMessageStartingWith("6 errors in the settings:");
    }

    @Test
    void shouldTellAMisspeltPrefixFromAKeyOfKafka() {
        assertThatThrownBy(() -> with("bandits.http.port", "1")).hasMessageContaining("did you mean bandit.http.port?");
        assertThatThrownBy(() -> with("Bandit.http.port", "1")).hasMessageContaining("did you mean bandit.http.port?");
        assertThatThrownBy(() -> with("bandit.xyz", "1")).hasMessageContaining("see docs/configuration.md");
    }

    @Test
    void shouldPassOtherKeysThrough() {
        Settings settings = with(
                "security.protocol", "SASL_SSL",
                "producer.linger.ms", "7",
                "basic.auth.user.info", "a:b",
                "value.subject.name.strategy", "x.Y",
                "bandit.avro.serializer.class", "x.Serializer",
                "some.new.key", "1");

        assertThat(settings.kafka())
                .containsOnly(
                        Map.entry("bootstrap.servers", "localhost:9092"),
                        Map.entry("security.protocol", "SASL_SSL"),
                        Map.entry("producer.linger.ms", "7"),
                        Map.entry("some.new.key", "1"));
        assertThat(settings.confluent())
                .containsOnly(
                        Map.entry("schema.registry.url", "http://localhost:8081"),
                        Map.entry("basic.auth.user.info", "a:b"),
                        Map.entry("value.subject.name.strategy", "x.Y"),
                        Map.entry("bandit.avro.serializer.class", "x.Serializer"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application.id=x",
                "state.dir=/x",
                "group.protocol=streams",
                "isolation.level=read_uncommitted",
                "consumer.isolation.level=read_uncommitted",
                "global.consumer.auto.offset.reset=latest",
                "producer.acks=1",
                "producer.enable.idempotence=false",
                "producer.partitioner.class=x",
                "topology.optimization=all",
                "processing.guarantee=exactly_once",
            })
    void shouldKeepWhatTheGuaranteesRestOn(String line) {
        String[] pair = line.split("=");
        assertThatThrownBy(() -> with(pair)).hasMessageContaining(pair[0] + " = " + pair[1]);
    }

    @Test
    void shouldAllowFixedKeysWithTheirValue() {
        assertThat(with("isolation.level", "read_committed", "producer.acks", "all")
                        .kafka())
                .containsEntry("producer.acks", "all");
    }

    @Test
    void shouldWarnOfAtLeastOnce() {
        Settings settings = with("processing.guarantee", "at_least_once");

        assertThat(settings.exactlyOnce()).isFalse();
        assertThat(settings.warnings()).singleElement().asString().contains("rewards count twice");
    }

    @Test
    void shouldTakeOverridesBeforeEnvironmentBeforeFile() throws IOException {
        Path file = file("""
                bootstrap.servers = file:1
                schema.registry.url = http://file
                bandit.http.port = 1
                bandit.policy.version = file\s\s
                bandit.cohort.feature = file
                """);

        Settings settings = new SettingsReader()
                .file(file)
                .environment(Map.of(
                        "BANDIT_HTTP_PORT", "2",
                        "BANDIT_COHORT_FEATURE", "environment",
                        "BANDIT_KAFKA_BOOTSTRAP_SERVERS", "environment:1",
                        "PATH", "/bin"))
                .overrides(Map.of("bandit.http.port", "3"))
                .settings();

        assertThat(settings.get(Keys.HTTP_PORT)).isEqualTo(3);
        assertThat(settings.get(Keys.COHORT_FEATURE)).isEqualTo("environment");
        assertThat(settings.get(PlacementKeys.POLICY_VERSION)).isEqualTo("file");
        assertThat(settings.bootstrapServers()).isEqualTo("environment:1");
        assertThat(settings.effective())
                .contains(
                        "bandit.http.port = 3 (override)",
                        "bandit.cohort.feature = environment (environment)",
                        "bandit.policy.version = file (service.properties)",
                        "bandit.audit.rate = 0.01 (default)");
    }

    @Test
    void shouldOnlyWarnOfUnknownEnvironmentVariables() {
        Settings settings = new SettingsReader()
                .overrides(REQUIRED)
                .environment(Map.of("BANDIT_HTTP_PROT", "1", "BANDIT_PORT_8080_TCP_ADDR", "10.0.0.1"))
                .settings();

        assertThat(settings.warnings())
                .anyMatch(warning -> warning.contains("BANDIT_HTTP_PROT") && warning.contains("bandit.http.port"))
                .anyMatch(warning -> warning.contains("BANDIT_PORT_8080_TCP_ADDR"));
    }

    @Test
    void shouldRefuseAKeyThatTheFileHasTwice() throws IOException {
        Path file = file("bandit.http.port=1\nbandit.http.port=2\n");

        assertThatThrownBy(() -> Settings.read(file, REQUIRED))
                .hasMessageContaining("bandit.http.port is given twice in service.properties");
    }

    @Test
    void shouldSayThatAFileIsMissingOrBroken() throws IOException {
        assertThatThrownBy(() -> Settings.read(directory.resolve("none"), REQUIRED))
                .hasMessageContaining("there is no file")
                .hasMessageContaining("none");
        Path broken = file("a=\\u12");
        assertThatThrownBy(() -> Settings.read(broken, REQUIRED)).hasMessageContaining("can't be read");
    }

    @Test
    void shouldShowNoSecrets() {
        Settings settings = with(
                "sasl.jaas.config", "hidden-1",
                "ssl.keystore.password", "hidden-2",
                "consumer.ssl.key.password", "hidden-3",
                "basic.auth.user.info", "hidden-4:x",
                "ssl.keystore.key", "hidden-5",
                "bearer.auth.token", "hidden-6",
                "sasl.oauthbearer.client.credentials.client.secret", "hidden-7",
                "schema.registry.url", "http://user:hidden-8@registry:8081",
                "basic.auth.credentials.source", "USER_INFO");

        assertThat(String.join("\n", settings.effective()))
                .doesNotContain("hidden-")
                .contains(
                        "sasl.jaas.config = ***",
                        "schema.registry.url = http://***@registry:8081",
                        "basic.auth.credentials.source = USER_INFO");
    }

    @Test
    void shouldCutLongValuesInMessages() {
        assertThatThrownBy(() -> with("bandit.http.port", "9".repeat(500)))
                .message()
                .hasSizeLessThan(200);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(directory.resolve("service.properties"), text);
    }

    private static Settings with(String... pairs) {
        Map<String, String> values = new HashMap<>(REQUIRED);
        for (int i = 0; i < pairs.length; i += 2) {
            values.put(pairs[i], pairs[i + 1]);
        }
        return Settings.of(values);
    }

    @Test
    void shouldHaveADefaultThatItsOwnCheckAccepts() {
        List<Setting<?>> all = Keys.all();

        assertThat(all)
                .allSatisfy(setting -> assertThat(setting.read(setting.defaultText()))
                        .as(setting.key())
                        .isPresent());
        assertThat(all).extracting(Setting::key).doesNotHaveDuplicates().allMatch(key -> key.matches("bandit[a-z.]+"));
    }
}
