package dev.banditstreams.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** Results as JSON. Records become objects with their components' names. */
final class Json {

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Json() {}

    /** One line. */
    static String line(Object value) {
        return written(MAPPER, value);
    }

    /** For people. */
    static String pretty(Object value) {
        return written(MAPPER.copy().enable(SerializationFeature.INDENT_OUTPUT), value);
    }

    private static String written(ObjectMapper mapper, Object value) {
        try {
            return mapper.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " can't be written as JSON", e);
        }
    }
}
