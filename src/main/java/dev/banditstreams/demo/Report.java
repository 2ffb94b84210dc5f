package dev.banditstreams.demo;

import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What a demo came to. The names of the components are those of the JSON that {@code --json} prints.
 *
 * @param seconds how long requests were sent
 * @param requests requests sent
 * @param recommendations requests answered
 * @param missing requests with neither answer nor dead letter
 * @param duplicates answers seen to requests that had one
 * @param deadLetters records refused, of any topic
 * @param rewardsSent one for every ranked item
 * @param rewardsApplied rewards that an outcome names
 * @param predictionsPerSecond candidates scored a second, from the first request to the last answer
 * @param latencyMillis from a request's due time to the receipt of its answer, over the whole run
 * @param clickRate expected click rate of what was served for the visits of the last five seconds
 * @param uniformClickRate the same for slates of candidates drawn at random
 * @param oracleClickRate the same for the best slates
 * @param regret clicks lost against the oracle's slates, in expectation, over the whole run
 * @param hitRate over the whole run
 * @param parked requests that still wait at the end
 * @param degraded requests answered without features that a read should have brought
 * @param degradedReasons those by reason; one may have several
 * @param reads reads from the feature store, of one entity or many
 * @param failedReads entities that no read brought
 * @param circuit at the end: closed (the feature store is asked), half-open or open
 */
public record Report(
        int seconds,
        long requests,
        long recommendations,
        long missing,
        long duplicates,
        long deadLetters,
        long rewardsSent,
        long rewardsApplied,
        double predictionsPerSecond,
        LatencyMillis latencyMillis,
        double clickRate,
        double uniformClickRate,
        double oracleClickRate,
        double regret,
        HitRate hitRate,
        long parked,
        long degraded,
        Map<String, Long> degradedReasons,
        long reads,
        long failedReads,
        String circuit) {
    public Report {
        degradedReasons = Collections.unmodifiableMap(new TreeMap<>(degradedReasons));
    }

    public record LatencyMillis(double p50, double p99) {}

    /** Whether every request was answered or refused, once, and every reward was applied. */
    public boolean complete() {
        return missing == 0 && duplicates == 0 && rewardsApplied == rewardsSent;
    }

    /** What was shown, in sentences. */
    public List<String> summary() {
        return List.of(
                text(
                        "%,d requests in %d s, %,d answered, %d missing, %d answered twice, %d dead letters.",
                        requests, seconds, recommendations, missing, duplicates, deadLetters),
                text(
                        "%,.0f predictions a second; from due to answered %.1f ms in the median, %.1f ms for 99 of 100.",
                        predictionsPerSecond, latencyMillis.p50, latencyMillis.p99),
                text(
                        "The service knew %.1f %% of the requests' users and %.1f %% of the candidates; for the others there"
                                + " were %,d reads from the feature store, in which %,d entities could not be read.",
                        100 * hitRate.users(), 100 * hitRate.items(), reads, failedReads),
                degraded == 0
                        ? "Every answer had all features that there are."
                        : text(
                                "%,d answers lack features that a read should have brought (degraded: %s).",
                                degraded, Table.reasons(degradedReasons)),
                text("%,d rewards sent, %,d applied to their arms.", rewardsSent, rewardsApplied),
                text(
                        "Over the last seconds the expected click rate was %.2f %%: %.2f times that of uniform choice"
                                + " (%.2f %%); the oracle, who knows the true rates, would have %.2f %%.",
                        100 * clickRate,
                        uniformClickRate == 0 ? 0 : clickRate / uniformClickRate,
                        100 * uniformClickRate,
                        100 * oracleClickRate),
                text("Learning cost %,.0f clicks against the oracle (regret).", regret));
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
