package dev.banditstreams.cli;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import org.slf4j.LoggerFactory;

/** Sets how much is logged. Where it goes (stderr) is in {@code logback.xml}. */
final class Logging {

    private static final String KAFKA = "org.apache.kafka";
    private static final String SERVICE = "dev.banditstreams";

    /** It logs to the JDK's own logger; held here, since a level is forgotten with its logger. */
    private static final java.util.logging.Logger GRPC = java.util.logging.Logger.getLogger("io.grpc");

    private Logging() {}

    /** For a command: what goes wrong is in its own sentence, not in what Kafka's clients say while they retry. */
    static void quiet() {
        set(Logger.ROOT_LOGGER_NAME, Level.WARN);
        set(KAFKA, Level.ERROR);
        set(SERVICE, Level.WARN);
        GRPC.setLevel(java.util.logging.Level.WARNING);
    }

    /** For a process that runs for long: its log is what operators have. */
    static void running() {
        set(Logger.ROOT_LOGGER_NAME, Level.WARN);
        set(KAFKA, Level.WARN);
        set(SERVICE, Level.INFO);
        GRPC.setLevel(java.util.logging.Level.WARNING);
    }

    static void verbose() {
        set(Logger.ROOT_LOGGER_NAME, Level.INFO);
        set(KAFKA, Level.INFO);
        set(SERVICE, Level.DEBUG);
    }

    private static void set(String logger, Level level) {
        if (LoggerFactory.getLogger(logger) instanceof Logger logback) {
            logback.setLevel(level);
        }
    }
}
