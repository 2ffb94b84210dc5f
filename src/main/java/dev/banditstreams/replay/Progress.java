package dev.banditstreams.replay;

/** Whoever watches a replay. */
public interface Progress {

    /** Gets a line about how far it is, at most one a second. */
    void tell(String line);

    /** Whether the replay is to end early; asked several times a second. */
    boolean stopped();
}
