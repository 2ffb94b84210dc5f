package dev.banditstreams.bench;

import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;

/**
 * Times from when a request was due to when its answer was received: the wait behind a stalled sender or service
 * counts. Recorded by one thread, read when that has ended.
 *
 * @param from the first request that counts
 * @param to the first that doesn't any more
 */
record Latencies(Schedule schedule, long from, long to, Histogram micros) {

    private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);

    Latencies(Schedule schedule, long from, long to) {
        this(schedule, from, to, new Histogram(MOST_MICROS, 3));
    }

    void received(long number, long nanos) {
        if (number >= from && number < to) {
            long late = TimeUnit.NANOSECONDS.toMicros(nanos - schedule.dueNanos(number));
            micros.recordValue(Math.max(0, Math.min(MOST_MICROS, late)));
        }
    }

    Report.Latency millis() {
        return new Report.Latency(
                micros.getValueAtPercentile(50) / 1e3,
                micros.getValueAtPercentile(99) / 1e3,
                micros.getValueAtPercentile(99.9) / 1e3,
                micros.getMaxValue() / 1e3);
    }
}
