package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import java.io.IOException;
import org.apache.avro.AvroTypeException;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;
import org.apache.avro.generic.GenericData;
import org.apache.avro.io.DatumReader;
import org.apache.avro.io.FastReaderBuilder;

/**
 * Reads what was written with one schema as another one.
 *
 * <p>Safe for use by many threads.
 */
final class AvroReader<A> {

    private final DatumReader<A> reader;
    private final boolean compatible;

    private AvroReader(DatumReader<A> reader, boolean compatible) {
        this.reader = reader;
        this.compatible = compatible;
    }

    /** @throws UnreadableException if nothing can be read, or the writer's schema is beyond {@link SchemaLimits} */
    static <A> AvroReader<A> of(Schema writer, Schema reader, GenericData data) {
        SchemaLimits.objection(writer).ifPresent(objection -> {
            throw new UnreadableException(
                    DeadLetterReason.INCOMPATIBLE_SCHEMA,
                    "the writer's schema " + writer.getName() + " " + objection + "; write with the service's schema");
        });
        try {
            SchemaCompatibilityType compatibility = SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                    .getType();
            return new AvroReader<>(
                    new FastReaderBuilder(data).createDatumReader(writer, reader),
                    compatibility == SchemaCompatibilityType.COMPATIBLE);
        } catch (IOException | RuntimeException e) {
            throw new UnreadableException(
                    DeadLetterReason.INCOMPATIBLE_SCHEMA,
                    "the writer's schema " + writer.getName() + " can't be read as " + reader.getFullName() + ": "
                            + e.getMessage());
        }
    }

    /** Whether everything that the writer's schema allows can be read. */
    boolean isCompatible() {
        return compatible;
    }

    /** @throws UnreadableException if the bytes from {@code offset} on aren't exactly one record */
    A read(byte[] bytes, int offset) {
        BoundedDecoder decoder = new BoundedDecoder(bytes, offset);
        A value;
        try {
            value = reader.read(null, decoder);
        } catch (AvroTypeException e) {
            throw new UnreadableException(
                    compatible ? DeadLetterReason.UNDECODABLE : DeadLetterReason.INCOMPATIBLE_SCHEMA,
                    "the value can't be read with the service's schema: " + e.getMessage());
        } catch (IOException | RuntimeException e) {
            throw new UnreadableException(
                    DeadLetterReason.UNDECODABLE, "the value doesn't fit its schema: " + e.getMessage());
        }
        if (decoder.remaining() > 0) {
            throw new UnreadableException(
                    DeadLetterReason.UNDECODABLE,
                    "the value goes on after its record, by " + decoder.remaining() + " bytes");
        }
        return value;
    }
}
