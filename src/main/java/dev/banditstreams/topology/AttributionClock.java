package dev.banditstreams.topology;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * The clock of attribution in one task, and what is due by it.
 *
 * <p>It shows the greatest append time of the rewards read. So a replay decides what is late as the first run did, and
 * an outage of the reward producers closes no window. For one thread; the nodes that use it share its stores.
 */
final class AttributionClock {

    private static final String NOW = "now";
    private static final String DONE = "done";
    private static final int TIME_DIGITS = 16;
    private static final long WORTH_A_SCAN_MILLIS = 20;

    private final KeyValueStore<String, Long> clock;
    private final KeyValueStore<String, Long> due;

    private long scanned = Long.MIN_VALUE;

    /** What is to be done when its time has come. */
    enum Kind {
        /** The window of a request ends. */
        CLOSE('c'),
        /** Nothing counts for a request any longer. */
        FORGET('f'),
        /** Rewards of a request have waited long enough for its recommendation. */
        ORPHAN('o');

        private final char letter;

        Kind(char letter) {
            this.letter = letter;
        }

        private static Kind of(char letter) {
            return switch (letter) {
                case 'c' -> CLOSE;
                case 'f' -> FORGET;
                case 'o' -> ORPHAN;
                default -> throw new IllegalStateException("no kind of due: " + letter);
            };
        }
    }

    /** Does what is due. */
    @FunctionalInterface
    interface Action {
        void run(Kind kind, String requestId);
    }

    AttributionClock(KeyValueStore<String, Long> clock, KeyValueStore<String, Long> due) {
        this.clock = clock;
        this.due = due;
    }

    /** Milliseconds since the epoch; before the first reward: the beginning of time. */
    long now() {
        Long now = clock.get(NOW);
        return now == null ? Long.MIN_VALUE : now;
    }

    /** A reward of that append time was read. */
    void read(long appendTime) {
        if (appendTime > now()) {
            clock.put(NOW, appendTime);
        }
    }

    /** Something is to be done once the clock shows more than a time. */
    void due(long time, Kind kind, String requestId) {
        // What is overdue goes where the next scan begins.
        due.put(key(Math.max(time, done() - 1)) + kind.letter + requestId, 0L);
    }

    /**
     * Does what is due, the earliest first.
     *
     * @param most the rest is for the next time
     * @return how many were done
     */
    int run(int most, Action action) {
        long now = now();
        scanned = now;
        List<String> keys = new ArrayList<>();
        scan(now, key -> {
            keys.add(key);
            return keys.size() < most;
        });
        long done = keys.size() < most ? now : time(keys.get(keys.size() - 1));
        if (done > done()) {
            clock.put(DONE, done);
        }
        for (String key : keys) {
            due.delete(key);
            action.run(Kind.of(key.charAt(TIME_DIGITS)), key.substring(TIME_DIGITS + 1));
        }
        return keys.size();
    }

    /**
     * Whether the clock has moved by so much since {@link #run} that it is worth a scan, which costs some microseconds.
     */
    boolean hasMoved() {
        return scanned == Long.MIN_VALUE || now() - scanned >= WORTH_A_SCAN_MILLIS;
    }

    /** Closes windows that end before a time, whatever the clock shows; nothing else is due by it. */
    int close(long before, int most, Action action) {
        List<String> keys = new ArrayList<>();
        scan(before, key -> {
            if (Kind.of(key.charAt(TIME_DIGITS)) == Kind.CLOSE) {
                keys.add(key);
            }
            return keys.size() < most;
        });
        for (String key : keys) {
            due.delete(key);
            action.run(Kind.CLOSE, key.substring(TIME_DIGITS + 1));
        }
        return keys.size();
    }

    /** The overdue end of a request's slate has come in another way. Seldom: looks at all that is due. */
    void cancel(String requestId) {
        List<String> keys = new ArrayList<>();
        scan(now(), key -> {
            if (Kind.of(key.charAt(TIME_DIGITS)) != Kind.ORPHAN
                    && key.substring(TIME_DIGITS + 1).equals(requestId)) {
                keys.add(key);
            }
            return true;
        });
        keys.forEach(due::delete);
    }

    /** Up to which time everything is done: a scan from the start would pass all that was deleted. */
    private long done() {
        Long done = clock.get(DONE);
        return done == null ? 0 : done;
    }

    private void scan(long end, Predicate<String> more) {
        long start = done() - 1;
        if (end < start) {
            return; // a store would say so in the log, at each tick
        }
        try (KeyValueIterator<String, Long> entries = due.range(key(start), key(end))) {
            boolean on = true;
            while (on && entries.hasNext()) {
                on = more.test(entries.next().key);
            }
        }
    }

    private static String key(long time) {
        return HexFormat.of().toHexDigits(Math.max(0, time));
    }

    private static long time(String key) {
        return HexFormat.fromHexDigitsToLong(key, 0, TIME_DIGITS);
    }
}
