package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.message.BinaryMessageDecoder;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StateSerdesTest {

    static Stream<Arguments> values() {
        return Stream.of(
                Arguments.of(StateSerdes.userState(), Samples.ITEM),
                Arguments.of(StateSerdes.itemState(), Samples.ITEM),
                Arguments.of(StateSerdes.candidateSet(), Samples.SET),
                Arguments.of(StateSerdes.armState(), Samples.ARM),
                Arguments.of(StateSerdes.slateState(), Samples.SLATE),
                Arguments.of(StateSerdes.parkedRewards(), Samples.PARKED),
                Arguments.of(StateSerdes.parkedRequest(), Samples.PARKED_REQUEST));
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldReadWhatItWrote(Serde<T> serde, T value) {
        byte[] bytes = serde.serializer().serialize("store", value);

        assertThat(serde.deserializer().deserialize("store", bytes))
                .usingRecursiveComparison()
                .withComparatorForType(Double::compare, Double.class)
                .isEqualTo(value);
    }

    /** Single-object encoding is Avro's, not only ours. */
    @Test
    void shouldWriteWhatAvroItselfReads() throws IOException {
        Schema schema = SchemaFiles.contract().get("ArmState");
        byte[] bytes = StateSerdes.armState().serializer().serialize("arms", Samples.ARM);

        assertThat(new BinaryMessageDecoder<>(new GenericData(), schema).decode(bytes))
                .hasToString("{\"itemId\": \"a\", \"cohort\": \"young\", \"trials\": 3, \"successes\": 1000000, "
                        + "\"failures\": 2000000, \"digest\": -5, \"partition\": 2, \"offset\": 99, \"eventTime\": 7, "
                        + "\"decays\": [{\"halfLifeMs\": 60000, \"successes\": 0.5, \"failures\": 0.5, \"asOf\": 7}]}");
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldKeepNull(Serde<T> serde, T value) {
        assertThat(serde.serializer().serialize("store", null)).isNull();
        assertThat(serde.deserializer().deserialize("store", null)).isNull();
    }

    @Test
    void shouldSayWhatIsWrongWithBytesOfAnotherFormat() {
        assertThatThrownBy(() -> StateSerdes.armState().deserializer().deserialize("arms", new byte[] {0, 0, 0, 0, 1}))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("ArmState", "arms", "C3 01", "remove its state directory");
    }

    @Test
    void shouldSayThatALaterVersionWroteTheBytes() {
        byte[] bytes = StateSerdes.armState().serializer().serialize("arms", Samples.ARM);
        bytes[5] ^= 1;

        assertThatThrownBy(() -> StateSerdes.armState().deserializer().deserialize("arms", bytes))
                .isInstanceOf(SerializationException.class)
                .hasMessageContainingAll("fingerprint", "a later one");
    }

    @ParameterizedTest
    @MethodSource("values")
    <T> void shouldRefuseEveryTruncation(Serde<T> serde, T value) {
        byte[] bytes = serde.serializer().serialize("store", value);

        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = Arrays.copyOf(bytes, length);
            assertThatThrownBy(() -> serde.deserializer().deserialize("store", cut))
                    .isInstanceOf(SerializationException.class);
        }
        assertThatThrownBy(() -> serde.deserializer().deserialize("store", Arrays.copyOf(bytes, bytes.length + 1)))
                .hasMessageContaining("goes on after its record");
    }
}
