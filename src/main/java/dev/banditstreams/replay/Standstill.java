package dev.banditstreams.replay;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** Notices when nothing has happened for too long. */
final class Standstill {

    private final InstantSource clock;
    private final Duration limit;
    private String state = "";
    private Instant since;

    Standstill(InstantSource clock, Duration limit) {
        this.clock = clock;
        this.limit = limit;
        since = clock.instant();
    }

    /** @param state differs from the last one whenever something happened */
    boolean reached(String state) {
        Instant now = clock.instant();
        if (!state.equals(this.state)) {
            this.state = state;
            since = now;
        }
        return Duration.between(since, now).compareTo(limit) >= 0;
    }
}
