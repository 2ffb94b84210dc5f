package dev.banditstreams.cli;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Turns SIGTERM and Ctrl-C into a clean stop, with exit code 0 where the end is what was waited for.
 *
 * <p>The JVM alone would exit with 143 after its shutdown hooks, which supervisors take for a failure. So the hook ends
 * the process itself; it is to be cancelled before the process ends in any other way.
 */
final class Termination {

    private static final Logger LOG = LoggerFactory.getLogger(Termination.class);

    private final Thread hook;

    private Termination(AutoCloseable service, int exitCode) {
        hook = new Thread(() -> stop(service, exitCode), "termination");
    }

    static Termination closing(AutoCloseable service) {
        return closing(service, 0);
    }

    static Termination closing(AutoCloseable service, int exitCode) {
        Termination termination = new Termination(service, exitCode);
        Runtime.getRuntime().addShutdownHook(termination.hook);
        return termination;
    }

    void cancel() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // The hook runs already and ends the process with its own exit code.
            LOG.debug("stopping", e);
        }
    }

    private static void stop(AutoCloseable service, int exitCode) {
        LOG.info("stopping");
        try {
            service.close();
            LOG.info("stopped");
        } catch (Exception e) {
            LOG.error("not stopped cleanly", e);
            Runtime.getRuntime().halt(1);
        }
        Runtime.getRuntime().halt(exitCode);
    }
}
