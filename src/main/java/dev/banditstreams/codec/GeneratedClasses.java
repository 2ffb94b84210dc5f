package dev.banditstreams.codec;

import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.apache.avro.util.ClassSecurityValidator;

/** The classes generated from {@code schemas/}. */
final class GeneratedClasses {

    private static final String PACKAGE = dev.banditstreams.codec.avro.Reward.class.getPackageName();

    private static final SpecificData DATA = new SpecificData(GeneratedClasses.class.getClassLoader());

    static {
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
}
