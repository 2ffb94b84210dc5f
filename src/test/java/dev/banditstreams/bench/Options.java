package dev.banditstreams.bench;

import java.util.Map;

/** Options of small runs. */
final class Options {

    private Options() {}

    static BenchOptions of(BenchOptions.Ids ids, int candidates, int items) {
        return new BenchOptions(candidates, items, ids, 0, null, 30, 120, 7, Map.of());
    }

    static BenchOptions atRate(int rate) {
        return new BenchOptions(400, 1_000, BenchOptions.Ids.STRING, 0, rate, 30, 120, 7, Map.of());
    }
}
