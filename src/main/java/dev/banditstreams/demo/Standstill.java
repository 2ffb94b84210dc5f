package dev.banditstreams.demo;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Notices that something has not changed for too long. Used by one thread. */
final class Standstill {

    private final Duration limit;
    private final InstantSource clock;
    private @Nullable Object last;
    private Instant since;

    Standstill(Duration limit, InstantSource clock) {
        this.limit = limit;
        this.clock = clock;
        since = clock.instant();
    }

    /** Whether this is what it was at every call since the limit. */
    boolean at(Object now) {
        if (!Objects.equals(now, last)) {
            last = now;
            since = clock.instant();
        }
        return Duration.between(since, clock.instant()).compareTo(limit) >= 0;
    }
}
