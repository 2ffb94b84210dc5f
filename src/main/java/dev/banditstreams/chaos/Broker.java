package dev.banditstreams.chaos;

/** The broker as a process. For one thread. */
public interface Broker {

    /** Ends it cleanly and starts it again where it was; returns when it serves. */
    void restart() throws InterruptedException;

    /** SIGSTOP: its connections stay open, and nothing answers. */
    void freeze();

    /** SIGCONT. */
    void thaw();
}
