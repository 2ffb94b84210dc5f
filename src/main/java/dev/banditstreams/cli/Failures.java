package dev.banditstreams.cli;

import dev.banditstreams.bench.BenchException;
import dev.banditstreams.chaos.ChaosException;
import dev.banditstreams.codec.CodecUnavailableException;
import dev.banditstreams.config.SettingsException;
import dev.banditstreams.datasets.DatasetException;
import dev.banditstreams.replay.ReplayException;
import dev.banditstreams.runtime.StartUpException;
import dev.banditstreams.simulation.SimulationException;
import dev.banditstreams.web.HttpServerException;
import java.util.List;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SerializationException;

/** Says in a sentence why a command failed. */
final class Failures {

    /** Failures whose message says everything. */
    private static final List<Class<? extends Exception>> COMPLETE = List.of(
            CommandFailure.class,
            BenchException.class,
            ChaosException.class,
            SettingsException.class,
            StartUpException.class,
            HttpServerException.class,
            CodecUnavailableException.class,
            SerializationException.class,
            ConfigException.class,
            DatasetException.class,
            ReplayException.class,
            SimulationException.class);

    private Failures() {}

    static String sentence(Throwable failure) {
        if (COMPLETE.stream().anyMatch(kind -> kind.isInstance(failure))) {
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

    /** What the innermost cause says. */
    static String deepest(Throwable failure) {
        Throwable deepest = failure;
        Throwable cause = failure.getCause();
        while (cause != null) {
            deepest = cause;
            cause = cause.getCause();
        }
        return described(deepest);
    }

    private static String described(Throwable failure) {
        return failure.getMessage() == null ? failure.getClass().getSimpleName() : failure.getMessage();
    }
}
