package dev.banditstreams.features;

import java.time.Duration;

/**
 * How the fallback reads.
 *
 * @param maxChunk ids of one call, 1 to 100
 * @param batch how long a small read waits for others, to be one call with them; zero: not at all
 * @param minRead what a read is given at least, however near its deadline: what comes too late for one request serves
 *     the next
 * @param hedge whether a slow call is made a second time
 */
public record FallbackOptions(
        int maxChunk,
        Duration batch,
        Duration minRead,
        Calls calls,
        Retries retries,
        Breaker breaker,
        Negative negative,
        boolean hedge) {

    /**
     * @param timeout of one call
     * @param max calls under way at a time
     * @param maxWaiting calls that wait for their turn
     */
    public record Calls(Duration timeout, int max, int maxWaiting) {}

    /**
     * @param max tries after the first
     * @param backoff the longest wait before the first retry; doubles with each
     * @param share retries as a share of all calls, 0 to 1
     * @param perSecond retries that are allowed besides
     */
    public record Retries(int max, Duration backoff, double share, double perSecond) {}

    /**
     * @param window of which calls count
     * @param failures so many calls have to fail
     * @param share of all calls, above 0 and at most 1, likewise
     * @param probe at most one call in this time while the circuit is open
     */
    public record Breaker(Duration window, int failures, double share, Duration probe) {}

    /**
     * @param ttl how long a miss is known
     * @param max misses of one entity type that are known at a time
     */
    public record Negative(Duration ttl, long max) {}
}
