package dev.banditstreams.replay;

/** Whoever watches a replay. */
public interface Progress {

    /** Gets a line about how far it is, at most one a second. */
    void tell(String line);

    /** Asked several times a second; what it throws ends the replay. */
    void check();
}
