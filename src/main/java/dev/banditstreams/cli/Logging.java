package dev.banditstreams.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Sets how much is logged. Where it goes (stderr) is in {@code logback.xml}. */
final class Logging {

    private Logging() {}

    /** Sets the level of everything, libraries included. */
    static void level(Level level) {
        set(org.slf4j.Logger.ROOT_LOGGER_NAME, level);
    }

    /** Sets the level of the service's own classes. */
    static void levelOfService(Level level) {
        set("dev.banditstreams", level);
    }

    private static void set(String logger, Level level) {
        if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
            logback.setLevel(level);
        }
    }
}
