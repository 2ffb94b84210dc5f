package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.model.ScoringRequest;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

/** Scoring requests of a seed, and the bytes that producers may make of them. */
final class RandomRequests {

    private RandomRequests() {}

    static ScoringRequest request(RandomValues random) {
        return new ScoringRequest(
                random.text(),
                random.text(),
                random.text(),
                random.list(12, random::text),
                random.orNull(random::text),
                random.small(),
                random.list(3, random::text),
                random.orNull(random::whole),
                random.whole(),
                random.texts(3));
    }

    /** As our schema has it, with collections in blocks of random sizes. */
    static byte[] inBlocks(ScoringRequest request, RandomValues random) {
        return Encoded.avro(encoder -> {
            encoder.writeString(request.requestId());
            encoder.writeString(request.userId());
            encoder.writeString(request.placement());
            blocks(encoder, request.candidates().texts(), random);
            encoder.writeIndex(request.candidateSet() == null ? 0 : 1);
            if (request.candidateSet() != null) {
                encoder.writeString(request.candidateSet());
            }
            encoder.writeInt(request.k());
            blocks(encoder, request.exclude().texts(), random);
            encoder.writeIndex(request.deadlineMs() == null ? 0 : 1);
            if (request.deadlineMs() != null) {
                encoder.writeLong(request.deadlineMs());
            }
            encoder.writeLong(request.eventTime());
            for (Map.Entry<String, String> entry : request.context().entrySet()) {
                boolean twice = random.flag(); // the last one counts
                encoder.writeLong(twice ? 2 : 1);
                if (twice) {
                    encoder.writeString(entry.getKey());
                    encoder.writeString(random.text());
                }
                encoder.writeString(entry.getKey());
                encoder.writeString(entry.getValue());
            }
            encoder.writeLong(0);
        });
    }

    private static void blocks(BinaryEncoder encoder, List<String> texts, RandomValues random) throws IOException {
        for (int from = 0; from < texts.size(); ) {
            List<String> block = texts.subList(
                    from, from + (random.flag() ? texts.size() - from : 1 + random.below(texts.size() - from)));
            byte[] items = Encoded.avro(inner -> {
                for (String text : block) {
                    inner.writeString(text);
                }
            });
            if (random.flag()) {
                encoder.writeLong(block.size());
            } else {
                encoder.writeLong(-block.size());
                encoder.writeLong(items.length);
            }
            encoder.writeFixed(items);
            from += block.size();
        }
        encoder.writeLong(0);
    }

    /** Some by Avro's encoder that cuts collections into blocks with their sizes. */
    static byte[] avro(Schema schema, RandomValues random) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        BinaryEncoder encoder = random.flag()
                ? EncoderFactory.get().binaryEncoder(bytes, null)
                : new EncoderFactory().configureBlockSize(64).blockingBinaryEncoder(bytes, null);
        try {
            new GenericDatumWriter<>(schema).write((GenericRecord) value(schema, random), encoder);
            encoder.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    static Object value(Schema schema, RandomValues random) {
        return switch (schema.getType()) {
            case NULL -> null;
            case STRING -> random.text();
            case BYTES -> ByteBuffer.wrap(random.text().getBytes(UTF_8));
            case INT -> random.small();
            case LONG -> random.whole();
            case DOUBLE -> random.real();
            case BOOLEAN -> random.flag();
            case ENUM ->
                new GenericData.EnumSymbol(
                        schema,
                        schema.getEnumSymbols()
                                .get(random.below(schema.getEnumSymbols().size())));
            case ARRAY -> random.list(12, () -> value(schema.getElementType(), random));
            case MAP -> {
                Map<String, Object> map = new HashMap<>();
                random.list(3, random::text).forEach(name -> map.put(name, value(schema.getValueType(), random)));
                yield map;
            }
            case UNION ->
                value(schema.getTypes().get(random.below(schema.getTypes().size())), random);
            case RECORD -> {
                GenericRecord record = new GenericData.Record(schema);
                schema.getFields().forEach(field -> record.put(field.pos(), value(field.schema(), random)));
                yield record;
            }
            default -> throw new IllegalArgumentException("no values of " + schema);
        };
    }
}
