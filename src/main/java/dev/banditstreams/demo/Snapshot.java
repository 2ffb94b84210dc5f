package dev.banditstreams.demo;

import java.util.List;

/**
 * What the demo shows at one moment.
 *
 * @param phase what goes on
 * @param elapsedSeconds since the first request was due
 * @param seconds how long requests are sent
 * @param requestsPerSecond answered, of late
 * @param predictionsPerSecond candidates scored, of late
 * @param latency of late
 * @param rates expected click rates of what was served of late
 * @param regret clicks lost against the oracle, in expectation, so far
 * @param counts so far
 * @param hitRate of late
 * @param features so far
 * @param bestArms best first
 */
record Snapshot(
        Phase phase,
        double elapsedSeconds,
        int seconds,
        double requestsPerSecond,
        double predictionsPerSecond,
        Latency latency,
        ServedRates.Rates rates,
        double regret,
        Tally.Counts counts,
        HitRate hitRate,
        FeatureFigures features,
        List<BestArms.Arm> bestArms) {

    enum Phase {
        SENDING("requests are being sent"),
        DRAINING("sending has stopped; answers and rewards drain"),
        DONE("everything is counted");

        private final String words;

        Phase(String words) {
            this.words = words;
        }

        String words() {
            return words;
        }
    }

    /** Milliseconds from a request's due time to the receipt of its answer. */
    record Latency(double p50, double p99) {}
}
