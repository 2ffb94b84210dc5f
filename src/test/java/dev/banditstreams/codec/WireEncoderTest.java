package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class WireEncoderTest {

    /** Before each value the array has one byte less to spare, so that each has to make it grow at some time. */
    @Test
    void shouldGrowWhereverItsArrayEnds() {
        for (int before = 4_050; before < 4_100; before++) {
            byte[] header = new byte[before];

            assertSame(header, out -> out.writeLong(Long.MIN_VALUE), avro -> avro.writeLong(Long.MIN_VALUE));
            assertSame(header, out -> out.writeBoolean(true), avro -> avro.writeBoolean(true));
            assertSame(header, out -> out.writeDouble(-2.5), avro -> avro.writeDouble(-2.5));
            assertSame(
                    header,
                    out -> out.writeString("a text of some characters"),
                    avro -> avro.writeString("a text of some characters"));
            assertSame(header, out -> out.writeString("ключ"), avro -> avro.writeString("ключ"));
            assertSame(header, out -> out.writeString(new byte[] {1, 'a', 'b'}, 1, 2), avro -> avro.writeString("ab"));
            assertSame(header, out -> out.writeStrings(List.of("a")), avro -> {
                avro.writeLong(1);
                avro.writeString("a");
                avro.writeLong(0);
            });
        }
    }

    @Test
    void shouldStartAgain() {
        WireEncoder out = new WireEncoder();
        out.begin(new byte[] {1, 2, 3});
        out.writeLong(7);
        out.begin(new byte[] {9});
        out.writeBoolean(true);

        assertThat(out.toBytes()).containsExactly(9, 1);
    }

    private interface Write {
        void to(WireEncoder out);
    }

    private static void assertSame(byte[] header, Write write, Encoded.Parts avro) {
        WireEncoder out = new WireEncoder();
        out.begin(header);
        write.to(out);

        assertThat(out.toBytes()).isEqualTo(Encoded.avro(encoder -> {
            encoder.writeFixed(header);
            avro.write(encoder);
        }));
    }
}
