package dev.banditstreams.demo;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.TimeUnit;
import org.HdrHistogram.Histogram;
import org.HdrHistogram.Recorder;

/** Latencies of late and of the whole run. Recorded by one thread and read by another. */
final class Latencies {

    private static final long MOST_MICROS = TimeUnit.HOURS.toMicros(1);
    private static final int DIGITS = 3;
    private static final int RECENT = 5;

    private final Recorder recorder = new Recorder(MOST_MICROS, DIGITS);
    private final Histogram all = new Histogram(MOST_MICROS, DIGITS);
    private final Deque<Histogram> recent = new ArrayDeque<>();
    private volatile long lastReceivedNanos;

    /** Both times are on the clock of {@link System#nanoTime}. */
    void record(long dueNanos, long receivedNanos) {
        lastReceivedNanos = receivedNanos;
        long micros = TimeUnit.NANOSECONDS.toMicros(receivedNanos - dueNanos);
        recorder.recordValue(Math.max(0, Math.min(MOST_MICROS, micros)));
    }

    /** Of what was recorded between the last five calls and now. */
    Snapshot.Latency recent() {
        Histogram newest = recorder.getIntervalHistogram();
        all.add(newest);
        recent.addLast(newest);
        if (recent.size() > RECENT) {
            recent.removeFirst();
        }
        Histogram sum = new Histogram(MOST_MICROS, DIGITS);
        recent.forEach(sum::add);
        return latency(sum);
    }

    Snapshot.Latency overall() {
        all.add(recorder.getIntervalHistogram());
        return latency(all);
    }

    /** When the last answer came. */
    long lastReceivedNanos() {
        return lastReceivedNanos;
    }

    private static Snapshot.Latency latency(Histogram micros) {
        return new Snapshot.Latency(micros.getValueAtPercentile(50) / 1e3, micros.getValueAtPercentile(99) / 1e3);
    }
}
