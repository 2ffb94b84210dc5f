package dev.banditstreams.demo;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

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

    static String line(Snapshot now) {
        ServedRates.Rates rates = now.rates();
        Tally.Counts counts = now.counts();
        return text(
                "%4.0f s  %,.0f requests/s  %,.0f predictions/s  p50 %.1f ms  p99 %.1f ms  "
                        + "click rate %.4f (%.2f times uniform %.4f; oracle %.4f)  regret %,.0f  "
                        + "rewards %,d of %,d  dead letters %,d",
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
                counts.deadLetters());
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
