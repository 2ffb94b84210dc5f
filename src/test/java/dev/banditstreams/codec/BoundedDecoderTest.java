package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BoundedDecoderTest {

    private static final Schema NULLS = Schema.createArray(Schema.create(Schema.Type.NULL));
    private static final Schema STRINGS = Schema.createArray(Schema.create(Schema.Type.STRING));

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 63, 64, Integer.MAX_VALUE, Integer.MIN_VALUE, Long.MAX_VALUE, Long.MIN_VALUE})
    void shouldReadNumbers(long number) throws IOException {
        byte[] bytes = Encoded.avro(encoder -> encoder.writeLong(number));

        BoundedDecoder decoder = new BoundedDecoder(bytes, 0);

        assertThat(decoder.readLong()).isEqualTo(number);
        assertThat(decoder.remaining()).isZero();
    }

    @Test
    void shouldReadEveryPrimitive() throws IOException {
        byte[] bytes = Encoded.avro(encoder -> {
            encoder.writeBoolean(true);
            encoder.writeInt(-7);
            encoder.writeFloat(1.5f);
            encoder.writeDouble(-2.25);
            encoder.writeString("☃𝄞\uFFFD");
            encoder.writeBytes(new byte[] {1, 2});
            encoder.writeFixed(new byte[] {3, 4});
            encoder.writeEnum(5);
        });

        BoundedDecoder decoder = new BoundedDecoder(bytes, 0);
        byte[] fixed = new byte[2];

        assertThat(decoder.readBoolean()).isTrue();
        assertThat(decoder.readInt()).isEqualTo(-7);
        assertThat(decoder.readFloat()).isEqualTo(1.5f);
        assertThat(decoder.readDouble()).isEqualTo(-2.25);
        assertThat(decoder.readString()).isEqualTo("☃𝄞\uFFFD");
        assertThat(Buffers.bytes(decoder.readBytes(null))).containsExactly(1, 2);
        decoder.readFixed(fixed);
        assertThat(fixed).containsExactly(3, 4);
        assertThat(decoder.readEnum()).isEqualTo(5);
        assertThat(decoder.remaining()).isZero();
    }

    @Test
    void shouldRefuseALengthBeyondTheRecord() {
        byte[] bytes = Encoded.avro(encoder -> encoder.writeLong(Integer.MAX_VALUE));

        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0).readString()).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0).readBytes(null)).isInstanceOf(EOFException.class);
        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0).skipString()).isInstanceOf(EOFException.class);
    }

    @Test
    void shouldRefuseANegativeLength() {
        byte[] bytes = Encoded.avro(encoder -> encoder.writeLong(-5));

        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0).readString()).isInstanceOf(EOFException.class);
    }

    @Test
    void shouldRefuseANumberWithoutEnd() {
        byte[] bytes = new byte[20];
        Arrays.fill(bytes, (byte) 0x80);

        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0).readLong()).hasMessageContaining("10 bytes");
    }

    @Test
    void shouldRefuseTextThatIsNotUtf8() {
        byte[] bytes = Encoded.avro(encoder -> encoder.writeBytes(new byte[] {'a', (byte) 0xC3}));

        assertThatThrownBy(() -> new BoundedDecoder(bytes, 0).readString()).hasMessageContaining("not UTF-8");
    }

    /** Avro's decoder makes a list of 2^31 - 1 places for these six bytes. */
    @Test
    void shouldRefuseMoreItemsThanBytes() {
        byte[] bytes = Encoded.avro(encoder -> {
            encoder.writeLong(Integer.MAX_VALUE);
            encoder.writeLong(0);
        });

        assertThatThrownBy(() -> read(NULLS, bytes)).hasMessageContaining("more items than the record has bytes");
    }

    @Test
    void shouldCountTheItemsOfAllBlocksTogether() {
        byte[] bytes = Encoded.avro(encoder -> {
            for (int block = 0; block < 100; block++) {
                encoder.writeLong(1_000);
            }
            encoder.writeLong(0);
        });

        assertThatThrownBy(() -> read(NULLS, bytes)).hasMessageContaining("more items than the record has bytes");
    }

    @Test
    void shouldRefuseBlocksWithImpossibleCounts() {
        byte[] least = Encoded.avro(encoder -> {
            encoder.writeLong(Long.MIN_VALUE);
            encoder.writeLong(0);
        });
        byte[] larger = Encoded.avro(encoder -> {
            encoder.writeLong(-1);
            encoder.writeLong(50);
        });

        assertThatThrownBy(() -> read(STRINGS, least)).isInstanceOf(UnreadableException.class);
        assertThatThrownBy(() -> read(STRINGS, larger)).hasMessageContaining("a block of 50 bytes");
    }

    @Test
    void shouldReadBlocksThatSayTheirSize() {
        byte[] bytes = Encoded.avro(encoder -> {
            encoder.writeLong(-2);
            encoder.writeLong(4);
            encoder.writeString("a");
            encoder.writeString("b");
            encoder.writeLong(0);
        });

        assertThat(read(STRINGS, bytes)).hasToString("[a, b]");
    }

    /** The most items that bytes can honestly hold: one each. */
    @Test
    void shouldReadManyEmptyItems() {
        List<String> empty = Collections.nCopies(100_000, "");
        Schema nullable = Schema.createArray(
                Schema.createUnion(Schema.create(Schema.Type.NULL), Schema.create(Schema.Type.STRING)));
        byte[] strings = Encoded.avro(encoder -> {
            encoder.writeLong(empty.size());
            encoder.writeFixed(new byte[empty.size() + 1]);
        });

        assertThat((List<?>) read(STRINGS, strings)).hasSize(empty.size());
        assertThat((List<?>) read(nullable, strings)).hasSize(empty.size()).containsOnlyNulls();
    }

    private static Object read(Schema schema, byte[] bytes) {
        return AvroReader.of(schema, schema, new GenericData()).read(bytes, 0);
    }
}
