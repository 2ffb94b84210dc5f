package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import org.apache.avro.Schema;
import org.apache.avro.SchemaBuilder;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SchemaLimitsTest {

    @ParameterizedTest
    @MethodSource("names")
    void shouldAllowTheServicesOwn(String name) {
        assertThat(SchemaLimits.objection(SchemaFiles.contract().get(name))).isEmpty();
    }

    static Iterable<String> names() {
        return SchemaFiles.contract().keySet();
    }

    @Test
    void shouldRefuseRecursion() {
        Schema list = Encoded.schema(
                "{'type':'record','name':'Cell','fields':[{'name':'next','type':['null','Cell'],'default':null}]}");

        assertThat(SchemaLimits.objection(list))
                .hasValueSatisfying(it -> assertThat(it).contains("recursive"));
    }

    @Test
    void shouldRefuseDepth() {
        Schema nested = Schema.create(Schema.Type.INT);
        for (int level = 0; level < SchemaLimits.MAX_DEPTH; level++) {
            nested = Schema.createArray(nested);
        }

        assertThat(SchemaLimits.objection(nested.getElementType())).isEmpty();
        assertThat(SchemaLimits.objection(nested))
                .hasValueSatisfying(it -> assertThat(it).contains("32 levels"));
    }

    /** Thirty records of which each holds the one before twice: a small text, and a billion fields when written out. */
    @Test
    @Timeout(value = 10, unit = TimeUnit.SECONDS)
    void shouldRefuseWhatDoublesAtEachLevel() {
        Schema doubled = Schema.create(Schema.Type.NULL);
        for (int level = 0; level < 30; level++) {
            doubled = SchemaBuilder.record("Level" + level)
                    .fields()
                    .name("left")
                    .type(doubled)
                    .noDefault()
                    .name("right")
                    .type(doubled)
                    .noDefault()
                    .endRecord();
        }
        Schema parsed = new Schema.Parser().parse(doubled.toString());

        assertThat(SchemaLimits.objection(parsed))
                .hasValueSatisfying(it -> assertThat(it).contains("2000 types"));
    }

    @Test
    void shouldRefuseRecordsThatTakeNoBytes() {
        Schema nothing = Encoded.schema("{'type':'array','items':{'type':'record','name':'Nothing','fields':[]}}");

        assertThat(SchemaLimits.objection(nothing))
                .hasValueSatisfying(it -> assertThat(it).contains("without fields", "Nothing"));
    }
}
