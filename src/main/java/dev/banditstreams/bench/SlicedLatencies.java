package dev.banditstreams.bench;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * Latencies by slices: of known users' requests with and without misses beside them, and of the misses. Recorded by one
 * thread, read when that has ended.
 *
 * @param from the first request of the first slice
 * @param settle requests at the start of each slice that don't count: the slice before may still be felt
 * @param perSlice all requests of a slice, those included
 * @param hits of each slice
 */
record SlicedLatencies(
        Slices slices,
        NewUsers users,
        long from,
        long settle,
        long perSlice,
        Latencies all,
        List<Latencies> hits,
        Latencies misses)
        implements Arrivals {

    private static final int SETTLE_MILLIS = 1_000;

    static SlicedLatencies of(Slices slices, NewUsers users, Schedule schedule, long from) {
        long settle = (long) schedule.rate() * SETTLE_MILLIS / 1_000;
        long perSlice = settle + (long) schedule.rate() * slices.millis() / 1_000;
        long to = from + slices.count() * perSlice;
        return new SlicedLatencies(
                slices,
                users,
                from,
                settle,
                perSlice,
                new Latencies(schedule, from, to),
                Stream.generate(() -> new Latencies(schedule, from, to))
                        .limit(slices.count())
                        .toList(),
                new Latencies(schedule, from, to));
    }

    @Override
    public void received(long number, long nanos) {
        if (number < from || number >= end() || (number - from) % perSlice < settle) {
            return;
        }
        all.received(number, nanos);
        if (users.isNew(number)) {
            misses.received(number, nanos);
        } else {
            hits.get((int) ((number - from) / perSlice)).received(number, nanos);
        }
    }

    /** Of known users' requests in all slices of a kind. */
    Report.Latency hits(boolean withMisses) {
        return Latencies.millis(ofKind(withMisses));
    }

    /** Of those in each slice of a kind: one stall of the machine spoils one of them. */
    List<Double> hitP99s(boolean withMisses) {
        return ofKind(withMisses).stream().map(slice -> slice.millis().p99()).toList();
    }

    private List<Latencies> ofKind(boolean withMisses) {
        return IntStream.range(0, slices.count())
                .filter(slice -> slices.withMisses(slice) == withMisses)
                .mapToObj(hits::get)
                .toList();
    }

    /** The first request of a slice. */
    long start(int slice) {
        return from + slice * perSlice;
    }

    /** The first request after the last slice. */
    long end() {
        return start(slices.count());
    }
}
