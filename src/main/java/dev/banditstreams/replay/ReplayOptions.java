package dev.banditstreams.replay;

import java.time.Duration;

/**
 * How to replay.
 *
 * @param seed part of every request id, and so of every draw
 * @param batch requests of a feedback round, at least 1; only of {@link MatchReplay}
 * @param patience how long to wait while nothing at all happens; has to outlast a restart of the service
 */
public record ReplayOptions(long seed, int batch, Duration patience) {}
