package dev.banditstreams.bench;

import java.util.List;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Times from when a request was due to when its answer was received: the wait behind a stalled sender or service
 * counts. Recorded by one thread, read when that has ended.
 *
 * @param from the first request that counts
 * @param to the first that doesn't any more
 */
record Latencies(Schedule schedule, long from, long to, Histogram micros) implements Arrivals {

    private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);

    Latencies(Schedule schedule, long from, long to) {
        this(schedule, from, to, new Histogram(MOST_MICROS, 3));
    }

    @Override
    public void received(long number, long nanos) {
        if (number >= from && number < to) {
            long late = TimeUnit.NANOSECONDS.toMicros(nanos - schedule.dueNanos(number));
            micros.recordValue(Math.max(0, Math.min(MOST_MICROS, late)));
        }
    }

    Report.Latency millis() {
        return millis(List.of(this));
    }

    /** Of all of them together. */
    static Report.Latency millis(List<Latencies> parts) {
        Histogram micros = new Histogram(MOST_MICROS, 3);
        parts.forEach(part -> micros.add(part.micros));
        return new Report.Latency(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
