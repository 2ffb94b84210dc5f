package dev.banditstreams.check;

import java.util.Locale;

/** A record's place. */
record Position(Log log, int partition, long offset) {
    @Override
    public String toString() {
        return log.name().toLowerCase(Locale.ROOT).replace('_', '-') + "-" + partition + "@" + offset;
    }
}
