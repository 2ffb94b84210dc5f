package dev.banditstreams.codec;

import java.time.Duration;
import java.util.Optional;
import org.apache.avro.Schema;

/**
 * How schemas are registered and named.
 *
 * @param latestLifetime how long the latest version is remembered; empty: for good
 * @param latestStrict whether the latest version has to be able to read everything that is written
 * @param maxSchemas of all subjects together, remembered
 */
record SerializerSettings(
        SubjectNames subjects,
        boolean isKey,
        IdSource id,
        boolean normalize,
        boolean latestStrict,
        Optional<Duration> latestLifetime,
        long maxSchemas) {

    /** Where a schema's id comes from. */
    enum IdSource {
        REGISTERED,
        LOOKED_UP,
        LATEST
    }

    static SerializerSettings of(ConfluentConfig config, boolean isKey) {
        boolean register = config.flag("auto.register.schemas", true);
        boolean latest = config.flag("use.latest.version", false);
        IdSource id = register ? IdSource.REGISTERED : latest ? IdSource.LATEST : IdSource.LOOKED_UP;
        long lifetime = config.whole("latest.cache.ttl.sec", -1, -1, Integer.MAX_VALUE);
        return new SerializerSettings(
                SubjectNames.of(config, isKey),
                isKey,
                id,
                config.flag("normalize.schemas", false),
                config.flag("latest.compatibility.strict", true),
                id == IdSource.LATEST && lifetime >= 0 ? Optional.of(Duration.ofSeconds(lifetime)) : Optional.empty(),
                config.whole("max.schemas.per.subject", 1_000, 1, Integer.MAX_VALUE));
    }

    String subject(String topic, Schema schema) {
        return subjects.of(topic, isKey, schema.getFullName());
    }
}
