package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import java.util.Map;
import org.apache.avro.Schema;
import org.apache.avro.generic.IndexedRecord;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.specific.SpecificRecord;
import org.apache.avro.util.ClassSecurityValidator;
import org.jspecify.annotations.Nullable;

/** The classes generated from {@code schemas/}, and what has to be told to Avro before they are used. */
final class GeneratedClasses {

    private static final String PACKAGE = dev.banditstreams.codec.avro.Reward.class.getPackageName();

    private static final SpecificData DATA = new SpecificData(GeneratedClasses.class.getClassLoader());

    /**
     * Limits of Avro's own decoder, which other serializers use; the built-in ones have {@link BoundedDecoder}. Avro
     * reads them once, when it is first used.
     */
    private static final Map<String, String> LIMITS = Map.of(
            "org.apache.avro.limits.collectionItems.maxLength", "10000000",
            "org.apache.avro.limits.collectionItems.maxAllocation", "100000",
            "org.apache.avro.limits.bytes.maxLength", "100000000",
            "org.apache.avro.limits.string.maxLength", "100000000");

    static {
        LIMITS.forEach((name, limit) -> {
            if (System.getProperty(name) == null) {
                System.setProperty(name, limit);
            }
        });
        // Avro makes instances only of classes that are trusted; these names can come from a schema.
        ClassSecurityValidator.setGlobal(ClassSecurityValidator.composite(
                ClassSecurityValidator.getGlobal(),
                type -> type.getPackageName().equals(PACKAGE)));
    }

    private GeneratedClasses() {}

    /** How Avro makes their instances; asking for it makes Avro trust them. */
    static SpecificData data() {
        return DATA;
    }

    /** The schema of a generated class, as it was generated. */
    static Schema schema(Class<?> type) {
        return DATA.getSchema(type);
    }

    /**
     * Reads what a schema writes as instances of the class that it names.
     *
     * @throws UnreadableException if there is no such class, or the schema doesn't resolve to it
     */
    static RecordReader<IndexedRecord> reader(Schema writer) {
        Class<?> type = named(writer);
        if (type == null || !SpecificRecord.class.isAssignableFrom(type)) {
            throw new UnreadableException(
                    DeadLetterReason.INCOMPATIBLE_SCHEMA,
                    "there is no class for the record " + writer.getFullName()
                            + "; write with the schemas of the service, and their namespace");
        }
        return AvroReader.of(writer, schema(type), DATA);
    }

    private static @Nullable Class<?> named(Schema writer) {
        try {
            return writer.getType() == Schema.Type.RECORD ? DATA.getClass(writer) : null;
        } catch (SecurityException e) {
            return null; // a class that exists and isn't a trusted one
        }
    }
}
