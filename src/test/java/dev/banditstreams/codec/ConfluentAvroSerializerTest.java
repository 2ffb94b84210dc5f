package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.demo.EmbeddedRegistry;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.errors.SerializationException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ConfluentAvroSerializerTest {

    private static final Schema OLD = Encoded.schema(
            "{'type':'record','name':'R','namespace':'a','fields':[{'name':'x','type':'int'},{'name':'y','type':'string'}]}");
    /** Reads the old one; its fields are others, in another order. */
    private static final Schema NEW = Encoded.schema("{'type':'record','name':'R','namespace':'a','fields':["
            + "{'name':'z','type':'string','default':'zed'},{'name':'y','type':'string'},{'name':'x','type':'long'}]}");

    private static final GenericData.Record RECORD =
            new GenericRecordBuilder(OLD).set("x", 5).set("y", "why").build();

    private EmbeddedRegistry behind;
    private RegistryInFront front;

    @BeforeEach
    void start() throws IOException {
        behind = EmbeddedRegistry.start(0);
        front = new RegistryInFront(behind.url());
    }

    @AfterEach
    void stop() {
        front.close();
        behind.close();
    }

    @Test
    void shouldRegisterOnceAndRemember() {
        try (ConfluentAvroSerializer serializer = serializer(Map.of())) {
            byte[] first = serializer.serialize("t", RECORD);
            byte[] second = serializer.serialize("t", RECORD);

            assertThat(first).isEqualTo(second).startsWith(0, 0, 0, 0, 1);
            assertThat(front.requests()).containsExactly("POST /subjects/t-value/versions");
            assertThat(read(first)).isEqualTo(RECORD);
        }
    }

    @Test
    void shouldOnlyLookUpWithoutAutoRegistration() {
        try (ConfluentAvroSerializer serializer = serializer(Map.of("auto.register.schemas", "false"))) {
            assertThatThrownBy(() -> serializer.serialize("t", RECORD))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContainingAll("t-value", "a.R", "40401", "auto.register.schemas=true");

            registry().register("t-value", OLD, false);

            assertThat(read(serializer.serialize("t", RECORD))).isEqualTo(RECORD);
            assertThat(front.requests()).startsWith("POST /subjects/t-value").endsWith("POST /subjects/t-value");
        }
    }

    @Test
    void shouldWriteWithTheLatestVersion() {
        registry().register("t-value", NEW, false);
        try (ConfluentAvroSerializer serializer =
                serializer(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))) {

            assertThat(read(serializer.serialize("t", RECORD)))
                    .hasToString("{\"z\": \"zed\", \"y\": \"why\", \"x\": 5}");
        }
    }

    @Test
    void shouldRefuseALatestVersionThatCanNotReadWhatIsWritten() {
        registry()
                .register(
                        "t-value",
                        Encoded.schema(
                                "{'type':'record','name':'R','namespace':'a','fields':[{'name':'q','type':'int'}]}"),
                        false);
        try (ConfluentAvroSerializer serializer =
                serializer(Map.of("auto.register.schemas", "false", "use.latest.version", "true"))) {

            assertThatThrownBy(() -> serializer.serialize("t", RECORD))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContainingAll("t-value", "id 1", "unset use.latest.version");
        }
    }

    @Test
    void shouldSayThatTheSchemaIsIncompatible() {
        registry()
                .register(
                        "t-value",
                        Encoded.schema(
                                "{'type':'record','name':'R','namespace':'a','fields':[{'name':'x','type':'string'}]}"),
                        false);
        try (ConfluentAvroSerializer serializer = serializer(Map.of())) {

            assertThatThrownBy(() -> serializer.serialize("t", RECORD))
                    .isInstanceOf(SerializationException.class)
                    .hasMessageContainingAll("t-value", "incompatible", "error 409");
        }
    }

    @Test
    void shouldNeedConfiguration() {
        try (ConfluentAvroSerializer serializer = new ConfluentAvroSerializer()) {
            assertThatThrownBy(() -> serializer.serialize("t", RECORD)).hasMessageContaining("configure()");
        }
    }

    private ConfluentAvroSerializer serializer(Map<String, String> more) {
        Map<String, String> config = new HashMap<>(more);
        config.put("schema.registry.url", front.url());
        ConfluentAvroSerializer serializer = new ConfluentAvroSerializer();
        serializer.configure(config, false);
        return serializer;
    }

    private SchemaRegistry registry() {
        return new SchemaRegistry(RegistryAccess.of(new ConfluentConfig(Map.of("schema.registry.url", behind.url()))));
    }

    private IndexedRecord read(byte[] bytes) {
        try (ConfluentAvroDeserializer deserializer = new ConfluentAvroDeserializer()) {
            deserializer.configure(Map.of("schema.registry.url", behind.url()), false);
            return deserializer.deserialize("t", bytes);
        }
    }
}
