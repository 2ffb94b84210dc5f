package dev.banditstreams.codec;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.generic.IndexedRecord;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.Deserializer;
import org.apache.kafka.common.serialization.Serializer;

/** Serializers of Avro records that replace the built-in ones by name, such as Confluent's own. */
final class NamedClasses {

    private static final String SERIALIZER = "bandit.avro.serializer.class";
    private static final String DESERIALIZER = "bandit.avro.deserializer.class";

    private NamedClasses() {}

    static Optional<Serializer<IndexedRecord>> serializer(ConfluentConfig config) {
        return config.text(SERIALIZER).map(name -> {
            @SuppressWarnings("unchecked") // what it can't serialize it refuses with an exception
            Serializer<IndexedRecord> serializer =
                    (Serializer<IndexedRecord>) instance(SERIALIZER, name, Serializer.class);
            serializer.configure(complete(config), false);
            return serializer;
        });
    }

    static Optional<Deserializer<?>> deserializer(ConfluentConfig config) {
        Map<String, Object> complete = complete(config);
        return config.text(DESERIALIZER)
                .map(name -> new PerThreadDeserializer(() -> {
                    Deserializer<?> deserializer = instance(DESERIALIZER, name, Deserializer.class);
                    deserializer.configure(complete, false);
                    return deserializer;
                }));
    }

    /** Confluent's classes want its strategies by full name, and have to be told to use generated classes. */
    private static Map<String, Object> complete(ConfluentConfig config) {
        GeneratedClasses.data(); // whose limits and trust Avro has to know before it is used
        Map<String, Object> complete = new HashMap<>(config.all());
        complete.put("specific.avro.reader", true);
        complete.put("avro.remove.java.properties", true);
        complete.put(
                "value.subject.name.strategy", SubjectNames.of(config, false).className());
        return complete;
    }

    private static <S> S instance(String key, String name, Class<S> type) {
        try {
            return Class.forName(name, true, Thread.currentThread().getContextClassLoader())
                    .asSubclass(type)
                    .getDeclaredConstructor()
                    .newInstance();
        } catch (ClassNotFoundException e) {
            throw ConfluentConfig.bad(key, name, "the class is not on the class path");
        } catch (ReflectiveOperationException | ClassCastException | LinkageError e) {
            ConfigException bad = ConfluentConfig.bad(
                    key, name, "expected a " + type.getName() + " with a public constructor without parameters: " + e);
            bad.initCause(e);
            throw bad;
        }
    }
}
