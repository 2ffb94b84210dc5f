package dev.banditstreams.codec;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.apache.kafka.common.errors.SerializationException;

/**
 * Writes records, after a header that says which schema they have.
 *
 * <p>Safe for use by many threads.
 */
final class AvroWriter<A> {

    private static final int INITIAL_SIZE = 512;

    private final byte[] header;
    private final GenericDatumWriter<A> writer;

    AvroWriter(byte[] header, GenericDatumWriter<A> writer) {
        this.header = header;
        this.writer = writer;
    }

    byte[] write(A value) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(INITIAL_SIZE);
        bytes.writeBytes(header);
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(bytes, null);
        try {
            writer.write(value, encoder);
            encoder.flush();
        } catch (IOException | RuntimeException e) {
            throw new SerializationException("can't write a value as Avro: " + e.getMessage(), e);
        }
        return bytes.toByteArray();
    }
}
