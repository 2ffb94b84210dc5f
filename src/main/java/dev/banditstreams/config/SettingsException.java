package dev.banditstreams.config;

import java.util.List;

/** Everything that is wrong with the settings, one sentence each. */
public final class SettingsException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // JDK 21 and later ask for a serializable type; nobody serializes this
    private final List<String> errors;

    SettingsException(List<String> errors) {
        super(
                errors.size() == 1
                        ? "settings: " + errors.get(0)
                        : errors.size() + " errors in the settings:\n  " + String.join("\n  ", errors));
        this.errors = List.copyOf(errors);
    }

    public List<String> errors() {
        return errors;
    }
}
