package dev.banditstreams.codec;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * Reads Confluent's configuration keys, as they are in Kafka clients' configuration. All methods throw
 * {@link ConfigException} with key, value and what is expected.
 */
final class ConfluentConfig {

    /** The registry client's keys may have this in front. */
    private static final String CLIENT_PREFIX = "schema.registry.";

    /** Keys that would change what is read or written, or where from, and that only Confluent's own classes know. */
    private static final List<String> UNSUPPORTED = List.of(
            "bearer.auth.",
            "schema.registry.bearer.auth.",
            "schema.registry.ssl.",
            "use.schema.id",
            "use.schema.guid",
            "context.name.strategy",
            "proxy.",
            "schema.registry.proxy.");

    private final Map<String, ?> config;

    ConfluentConfig(Map<String, ?> config) {
        this.config = config;
    }

    /** Refuses what the built-in classes would silently do differently from Confluent's. */
    void requireSupported() {
        config.keySet().stream()
                .filter(key -> UNSUPPORTED.stream().anyMatch(key::startsWith))
                .findFirst()
                .ifPresent(key -> {
                    throw new ConfigException(key + " is not supported by the built-in Avro classes; remove it, or use"
                            + " Confluent's by bandit.avro.serializer.class and bandit.avro.deserializer.class");
                });
    }

    Map<String, ?> all() {
        return config;
    }

    /** The registry's addresses, without user and password. */
    List<URI> urls() {
        String text = text("schema.registry.url")
                .orElseThrow(() -> new ConfigException(
                        "schema.registry.url is missing: the schema registry's address, e.g. http://localhost:8081"));
        return Arrays.stream(text.split(",", -1))
                .map(String::strip)
                .map(this::url)
                .toList();
    }

    private URI url(String text) {
        try {
            URI uri = new URI(text.endsWith("/") ? text.substring(0, text.length() - 1) : text);
            boolean http = uri.getScheme() != null
                    && List.of("http", "https").contains(uri.getScheme().toLowerCase(Locale.ROOT));
            if (!http || uri.getHost() == null || uri.getQuery() != null || uri.getFragment() != null) {
                throw bad(
                        "schema.registry.url",
                        withoutUser(text),
                        "expected addresses as in http://localhost:8081, apart by commas");
            }
            return uri;
        } catch (URISyntaxException e) {
            throw bad("schema.registry.url", withoutUser(text), "not an address: " + e.getReason());
        }
    }

    /** The value of a key of the registry's client, with or without its prefix. */
    Optional<String> client(String key) {
        return text(CLIENT_PREFIX + key).or(() -> text(key));
    }

    Optional<String> text(String key) {
        Object value = config.get(key);
        return value == null || value.toString().isBlank()
                ? Optional.empty()
                : Optional.of(value.toString().strip());
    }

    boolean flag(String key, boolean otherwise) {
        Optional<String> value = text(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        return switch (value.get().toLowerCase(Locale.ROOT)) {
            case "true" -> true;
            case "false" -> false;
            default -> throw bad(key, value.get(), "expected true or false");
        };
    }

    long whole(String key, long otherwise, long least, long most) {
        Optional<String> value = client(key);
        if (value.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(value.get());
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // The message below says it.
        }
        throw bad(key, value.get(), "expected a whole number from " + least + " to " + most);
    }

    static ConfigException bad(String key, String value, String problem) {
        return new ConfigException(key, value, problem);
    }

    private static String withoutUser(String url) {
        return url.replaceAll("//[^/@]*@", "//***@");
    }
}
