package dev.banditstreams.cli;

import dev.banditstreams.config.SettingsException;

/** Says in a sentence why a command failed. */
final class Failures {

    private Failures() {}

    static String sentence(Throwable failure) {
        if (failure instanceof CommandFailure || failure instanceof SettingsException) {
            return String.valueOf(failure.getMessage());
        }
        StringBuilder sentence = new StringBuilder(described(failure));
        Throwable cause = failure.getCause();
        while (cause != null) {
            if (cause.getMessage() != null && sentence.indexOf(cause.getMessage()) < 0) {
                sentence.append(": ").append(described(cause));
            }
            cause = cause.getCause();
        }
        return sentence + " (--verbose shows where)";
    }

    private static String described(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
