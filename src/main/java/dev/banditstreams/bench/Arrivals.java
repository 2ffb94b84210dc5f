package dev.banditstreams.bench;

/** Takes note of when answers come. */
interface Arrivals {

    /** @param nanos on the clock of {@link System#nanoTime} */
    void received(long number, long nanos);
}
