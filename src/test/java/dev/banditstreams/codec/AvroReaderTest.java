package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.banditstreams.model.DeadLetterReason;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericRecordBuilder;
import org.junit.jupiter.api.Test;

class AvroReaderTest {

    private static final Schema READER = Encoded.schema("{'type':'record','name':'R','fields':["
            + "{'name':'values','type':{'type':'array','items':'double'}},"
            + "{'name':'kind','type':{'type':'enum','name':'K','symbols':['A','OTHER'],'default':'OTHER'},'default':'A'},"
            + "{'name':'note','type':['null','string'],'default':null}]}");

    /** Avro's own check of the remaining bytes assumes eight of them for each double and refuses this record. */
    @Test
    void shouldReadAnArrayOfIntsAsDoublesAtTheEndOfTheRecord() {
        Schema writer = Encoded.schema(
                "{'type':'record','name':'R','fields':[{'name':'values','type':{'type':'array','items':'int'}}]}");

        assertThat(read(writer, record(writer, "values", List.of(1, 2, 3))))
                .hasToString("{\"values\": [1.0, 2.0, 3.0], \"kind\": \"A\", \"note\": null}");
    }

    @Test
    void shouldReadASymbolOfALaterVersionAsTheDefault() {
        Schema kind = Encoded.schema("{'type':'enum','name':'K','symbols':['A','OTHER','LATER'],'default':'OTHER'}");
        Schema writer = Encoded.schema("{'type':'record','name':'R','fields':[{'name':'kind','type':" + kind
                + "},{'name':'values','type':{'type':'array','items':'double'}}]}");
        GenericData.Record record = new GenericRecordBuilder(writer)
                .set("kind", new GenericData.EnumSymbol(kind, "LATER"))
                .set("values", List.of())
                .build();

        assertThat(read(writer, record)).hasToString("{\"values\": [], \"kind\": \"OTHER\", \"note\": null}");
    }

    @Test
    void shouldSkipWhatItDoesNotKnow() {
        Schema writer = Encoded.schema("{'type':'record','name':'R','fields':["
                + "{'name':'more','type':{'type':'map','values':['null',{'type':'array','items':'string'}]}},"
                + "{'name':'values','type':{'type':'array','items':'double'}}]}");
        GenericData.Record record = new GenericRecordBuilder(writer)
                .set("more", Map.of("a", List.of("b", "c")))
                .set("values", List.of(1.5))
                .build();

        assertThat(read(writer, record)).hasToString("{\"values\": [1.5], \"kind\": \"A\", \"note\": null}");
    }

    @Test
    void shouldNameTheFieldThatAWriterLacks() {
        Schema writer = Encoded.schema("{'type':'record','name':'R','fields':[{'name':'note','type':'string'}]}");

        assertThatThrownBy(() -> read(writer, record(writer, "note", "x")))
                .isInstanceOfSatisfying(
                        UnreadableException.class,
                        e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.INCOMPATIBLE_SCHEMA))
                .hasMessageContaining("values");
    }

    @Test
    void shouldRefuseBytesAfterTheRecord() {
        byte[] bytes = Encoded.avro(record(READER, "values", List.of()));

        assertThatThrownBy(() -> reader(READER).read(Arrays.copyOf(bytes, bytes.length + 2), 0))
                .isInstanceOfSatisfying(
                        UnreadableException.class, e -> assertThat(e.reason()).isEqualTo(DeadLetterReason.UNDECODABLE))
                .hasMessageContaining("by 2 bytes");
    }

    private static Object read(Schema writer, GenericData.Record record) {
        return reader(writer).read(Encoded.avro(record), 0);
    }

    private static AvroReader<Object> reader(Schema writer) {
        return AvroReader.of(writer, READER, new GenericData());
    }

    private static GenericData.Record record(Schema schema, String field, Object value) {
        return new GenericRecordBuilder(schema).set(field, value).build();
    }
}
