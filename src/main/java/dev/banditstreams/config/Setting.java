package dev.banditstreams.config;

import java.util.Optional;

/**
 * One setting of the service. {@link Keys#all} has all of them.
 *
 * @param <T> its type in Java
 */
public final class Setting<T> {

    private final String key;
    private final Type<T> type;
    private final String defaultText;
    private final String meaning;

    Setting(String key, Type<T> type, String defaultText, String meaning) {
        this.key = key;
        this.type = type;
        this.defaultText = defaultText;
        this.meaning = meaning;
    }

    public String key() {
        return key;
    }

    /** What a value has to be, to complete the sentence "expected ...". */
    public String expected() {
        return type.description();
    }

    /** The default as one would write it. */
    public String defaultText() {
        return defaultText;
    }

    /** One or two sentences. */
    public String meaning() {
        return meaning;
    }

    Optional<T> read(String text) {
        return type.reader().apply(text);
    }

    @Override
    public String toString() {
        return key;
    }
}
