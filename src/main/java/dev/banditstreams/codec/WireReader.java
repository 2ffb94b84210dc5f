package dev.banditstreams.codec;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.banditstreams.model.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.function.Function;
import org.apache.avro.Schema;

/**
 * Reads the Confluent wire format, with a reader for each schema's id that is made once.
 *
 * <p>Safe for use by many threads.
 */
final class WireReader<T> {

    private final WriterSchemas schemas;
    private final Function<Schema, RecordReader<T>> readers;
    private final Cache<Integer, RecordReader<T>> known =
            Caffeine.newBuilder().maximumSize(WriterSchemas.MAX_SCHEMAS).build();

    /** @param readers makes the reader of a schema, or throws UnreadableException, which then holds for good */
    WireReader(WriterSchemas schemas, Function<Schema, RecordReader<T>> readers) {
        this.schemas = schemas;
        this.readers = readers;
    }

    /**
     * Reads a record's value.
     *
     * @throws UnreadableException for any bytes that can't be read
     * @throws CodecUnavailableException if the registry has to be asked and doesn't answer
     */
    T read(byte[] bytes) {
        if (bytes.length < ConfluentAvroSerializer.HEADER_BYTES || bytes[0] != ConfluentAvroSerializer.MAGIC) {
            throw new UnreadableException(
                    DeadLetterReason.UNDECODABLE,
                    "the value doesn't start with a zero byte and a schema id;"
                            + " write it with a serializer of the Confluent wire format");
        }
        int id = ByteBuffer.wrap(bytes).getInt(1);
        return known.get(id, this::reader).read(bytes, ConfluentAvroSerializer.HEADER_BYTES);
    }

    private RecordReader<T> reader(int id) {
        Schema schema = schemas.get(id); // what it throws is remembered there, and only for as long as it holds
        try {
            return readers.apply(schema);
        } catch (UnreadableException e) {
            DeadLetterReason reason = e.reason();
            String message = e.getMessage();
            return (bytes, offset) -> {
                throw new UnreadableException(reason, message);
            };
        }
    }
}
