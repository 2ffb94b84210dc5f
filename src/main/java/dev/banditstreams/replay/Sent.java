package dev.banditstreams.replay;

/**
 * A record that a replay sent.
 *
 * @param number the row of a request or reward
 */
record Sent(Kind kind, int number) {

    enum Kind {
        ITEM,
        USER,
        REQUEST,
        REWARD
    }
}
