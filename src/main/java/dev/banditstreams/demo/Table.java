package dev.banditstreams.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Shows a snapshot as text: a table for a terminal, or one line. */
final class Table {

    private static final int BAR_WIDTH = 40;
    private static final String EIGHTHS = " ▏▎▍▌▋▊▉█";

    private Table() {}

    static List<String> lines(Snapshot now) {
        List<String> lines = new ArrayList<>();
        ServedRates.Rates rates = now.rates();
        Tally.Counts counts = now.counts();
        lines.add("");
        lines.add(text(
                "  Bandit Streams demo  %.0f s of %d s, %s",
                Math.min(now.elapsedSeconds(), now.seconds()),
                now.seconds(),
                now.phase().words()));
        lines.add("");
        lines.add(text(
                "  requests/s    %,11.0f    predictions/s  %,11.0f",
                now.requestsPerSecond(), now.predictionsPerSecond()));
        lines.add(text(
                "  latency p50   %,8.1f ms    latency p99    %,8.1f ms",
                now.latency().p50(), now.latency().p99()));
        lines.add(text(
                "  rewards sent  %,11d    applied        %,11d    dead letters  %,d",
                counts.rewardsSent(), counts.rewardsApplied(), counts.deadLetters()));
        lines.addAll(features(now));
        lines.add("");
        lines.add("  expected click rate of what is served now");
        lines.add(gauge("uniform", rates.uniform(), rates.oracle()));
        lines.add(gauge("served", rates.served(), rates.oracle()));
        lines.add(gauge("oracle", rates.oracle(), rates.oracle()));
        lines.add(text(
                "  %.2f times uniform, %.0f %% of the way to the oracle; regret %,.0f clicks",
                rates.timesUniform(), 100 * rates.wayToOracle(), now.regret()));
        lines.add("");
        lines.add("  best arms                   trials   posterior mean   90 % interval      true rate");
        for (BestArms.Arm arm : now.bestArms()) {
            lines.add(text(
                    "  %-10s %-12s %,8d   %12.2f %%   %5.2f - %5.2f %%   %8.2f %%",
                    arm.item(),
                    arm.cohort(),
                    arm.trials(),
                    100 * arm.mean(),
                    100 * arm.low(),
                    100 * arm.high(),
                    100 * arm.truth()));
        }
        return lines;
    }

    private static List<String> features(Snapshot now) {
        FeatureFigures features = now.features();
        return List.of(
                text(
                        "  users known   %,9.1f %%    items known    %,9.1f %%    parked now    %,d",
                        100 * now.hitRate().users(), 100 * now.hitRate().items(), features.parked()),
                text(
                        "  store reads   %,11d    failed         %,11d    circuit       %s",
                        features.reads(), features.failed(), features.circuit().label()),
                text(
                        "  degraded      %,11d    %s",
                        now.counts().degraded(), reasons(now.counts().degradedReasons())));
    }

    /** {@code circuit 17, deadline 3}. */
    static String reasons(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .map(reason -> text("%s %,d", reason.getKey(), reason.getValue()))
                .collect(Collectors.joining(", "));
    }

    static String line(Snapshot now) {
        ServedRates.Rates rates = now.rates();
        Tally.Counts counts = now.counts();
        return text(
                "%4.0f s  %,.0f requests/s  %,.0f predictions/s  p50 %.1f ms  p99 %.1f ms  "
                        + "click rate %.4f (%.2f times uniform %.4f; oracle %.4f)  regret %,.0f  "
                        + "rewards %,d of %,d  dead letters %,d  "
                        + "known: users %.1f %%, items %.1f %%  parked %,d  degraded %,d  circuit %s",
                now.elapsedSeconds(),
                now.requestsPerSecond(),
                now.predictionsPerSecond(),
                now.latency().p50(),
                now.latency().p99(),
                rates.served(),
                rates.timesUniform(),
                rates.uniform(),
                rates.oracle(),
                now.regret(),
                counts.rewardsApplied(),
                counts.rewardsSent(),
                counts.deadLetters(),
                100 * now.hitRate().users(),
                100 * now.hitRate().items(),
                now.features().parked(),
                counts.degraded(),
                now.features().circuit().label());
    }

    private static String gauge(String name, double rate, double most) {
        return text("    %-8s %6.2f %%  %s", name, 100 * rate, bar(most == 0 ? 0 : rate / most));
    }

    /** @param share of the full width, in [0, 1] */
    private static String bar(double share) {
        int eighths = (int) Math.round(share * BAR_WIDTH * 8);
        String full = EIGHTHS.substring(8).repeat(eighths / 8);
        return eighths % 8 == 0 ? full : full + EIGHTHS.charAt(eighths % 8);
    }

    private static String text(String format, Object... values) {
        return String.format(Locale.ROOT, format, values).stripTrailing();
    }
}
