package dev.banditstreams.chaos;

import dev.banditstreams.chaos.ChaosReport.Verdict;
import dev.banditstreams.check.CheckReport;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** A report for people. */
public final class ChaosText {

    private ChaosText() {}

    /** @param number of the fault, from 1 */
    static String line(int number, Verdict verdict) {
        StringBuilder line = new StringBuilder(format(
                "fault %d at %.0f s: %s: gap %,d ms (no answer at all for %,d ms)",
                number, verdict.atSeconds(), verdict.what(), verdict.gapMillis(), verdict.silenceMillis()));
        ChaosReport.InFlight inFlight = verdict.inFlight();
        if (inFlight != null) {
            line.append(format(", in flight %d requests and %d rewards", inFlight.requests(), inFlight.rewards()));
        }
        Long exit = verdict.exitMillis();
        if (exit != null) {
            line.append(format(
                    ", ended in %.1f s%s", exit / 1e3, Inflicting.inTime(exit) ? "" : " (longer than it should)"));
        }
        line.append(format(", lost %d, twice %d", verdict.lost(), verdict.twice()));
        if (verdict.threadsReplaced() > 0) {
            line.append(format(", %d threads replaced", verdict.threadsReplaced()));
        }
        Long recovered = verdict.recoveredMillis();
        line.append(recovered == null ? ", NOT RECOVERED" : format(", recovered after %.1f s", recovered / 1e3));
        return line.toString();
    }

    public static List<String> lines(ChaosReport report) {
        List<String> lines = new ArrayList<>();
        for (int i = 0; i < report.verdicts().size(); i++) {
            lines.add(line(i + 1, report.verdicts().get(i)));
        }
        for (CheckReport.Verdict verdict : report.checker().guarantees()) {
            lines.add(format(
                    "guarantee %d, %s: %s, %,d checked",
                    verdict.guarantee(),
                    verdict.name(),
                    verdict.holds() ? "holds" : "VIOLATED " + verdict.violations() + " times",
                    verdict.checked()));
        }
        lines.add(format(
                "%d faults in %.0f s (seed %d), %,d requests, %,d rewards: lost %d, duplicated %d, miscounted %d,"
                        + " degraded %d; checker %s; longest gap after a kill %,d ms",
                report.faults(),
                report.seconds(),
                report.seed(),
                report.requests(),
                report.rewards(),
                report.lost(),
                report.duplicated(),
                report.miscounted(),
                report.degraded(),
                report.checkerGreen() ? "green" : "RED",
                report.maxGapMillis()));
        return lines;
    }

    private static String format(String text, Object... arguments) {
        return String.format(Locale.ROOT, text, arguments);
    }
}
