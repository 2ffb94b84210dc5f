package dev.banditstreams.chaos;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** What is done to the processes. */
public enum Fault {
    /** SIGKILL of an instance, which is started again some seconds later. */
    KILL,
    /** Each instance in turn: SIGTERM, and started again when it has ended. */
    ROLL,
    /** SIGSTOP of an instance, and SIGCONT after {@link Inflicting#PAUSE_SECONDS}. */
    PAUSE,
    /** The broker is ended cleanly and started again. */
    BROKER_RESTART,
    /** SIGSTOP of the broker, and SIGCONT after {@link Inflicting#FREEZE_SECONDS}. */
    BROKER_FREEZE,
    /** An instance is stopped, loses its state directory, and is started again. */
    STATE_DELETED;

    /** Its name in options and results, e.g. {@code broker-restart}. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The fault of that label. */
    public static Optional<Fault> labelled(String label) {
        return Arrays.stream(values())
                .filter(fault -> fault.label().equals(label))
                .findFirst();
    }
}
