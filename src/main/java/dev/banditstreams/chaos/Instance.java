package dev.banditstreams.chaos;

import java.time.Duration;
import java.util.OptionalInt;

/** An instance of the service, of all roles, as a process. For one thread. */
public interface Instance {

    /** What people call it. */
    String name();

    /** Starts it on the state directory of the one before, and does not wait for it. */
    void start();

    /** SIGKILL; returns when it is gone. */
    void kill();

    /** SIGTERM. */
    void terminate();

    /** The exit code; empty: it still runs after the limit. */
    OptionalInt exitCodeWithin(Duration limit) throws InterruptedException;

    /** SIGSTOP. */
    void stop();

    /** SIGCONT. */
    void resume();

    /** Removes its state directory; only when it doesn't run. */
    void deleteState();

    boolean alive();

    /** Whether it says that it has its partitions, and their stores are restored. */
    boolean ready() throws InterruptedException;

    /** How many of its threads have died and were replaced, in all of its processes. */
    long threadsReplaced();

    /** The end of its log. */
    String lastWords();
}
