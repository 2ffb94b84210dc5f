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
final class AvroReader<A> implements RecordReader<A> {

    private final Body<A> body;
    private final boolean compatible;

    /** Reads the fields of a record. */
    interface Body<A> {
        A read(BoundedDecoder decoder) throws IOException;
    }

    private AvroReader(Body<A> body, boolean compatible) {
        this.body = body;
        this.compatible = compatible;
    }

    /** Reads without schemas what one kind of writer writes, whatever its bytes are. */
    static <A> AvroReader<A> direct(Body<A> body) {
        return new AvroReader<>(body, true);
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
            DatumReader<A> fields = new FastReaderBuilder(data).createDatumReader(writer, reader);
            return new AvroReader<>(
                    decoder -> fields.read(null, decoder), compatibility == SchemaCompatibilityType.COMPATIBLE);
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

    @Override
    public A read(byte[] bytes, int offset) {
        BoundedDecoder decoder = new BoundedDecoder(bytes, offset);
        A value;
        try {
            value = body.read(decoder);
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
