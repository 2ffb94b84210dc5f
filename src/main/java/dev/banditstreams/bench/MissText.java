package dev.banditstreams.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What misses cost, for people. */
final class MissText {

    private MissText() {}

    static List<String> lines(MissFigures figures) {
        List<String> lines = new ArrayList<>();
        lines.add(ReportText.line(
                "misses",
                "%.3g of the requests for %d ms in every other of %d slices of %.1f s; %d in all, %d reads at the store,"
                        + " degraded %d",
                figures.missRate(),
                figures.missMillis(),
                figures.slices(),
                figures.sliceSeconds(),
                figures.misses(),
                figures.storeReads(),
                figures.degraded()));
        if (figures.missRatio() != null) {
            lines.add(ReportText.line(
                    "",
                    "%,.0f requests/s with them, %,.0f without: ratio %.3f",
                    figures.requestsPerSecondWithMisses(),
                    figures.requestsPerSecondWithoutMisses(),
                    figures.missRatio()));
        }
        MissFigures.Cpu with = figures.cpuMicrosPerRequestWithMisses();
        MissFigures.Cpu without = figures.cpuMicrosPerRequestWithoutMisses();
        if (with != null && without != null) {
            lines.add(ReportText.line("", "CPU us/request with them: %s", cpu(with)));
            lines.add(ReportText.line("", "CPU us/request without: %s", cpu(without)));
        }
        MissFigures.Both p99 = figures.hitP99Millis();
        Report.Latency missed = figures.missLatencyMillis();
        if (p99 != null && missed != null) {
            lines.add(ReportText.line(
                    "",
                    "hits p99 %.1f ms with them, %.1f without: ratio %.2f (%.2f of the slices' medians); misses p50 %.1f, p99 %.1f ms",
                    p99.withMisses(),
                    p99.withoutMisses(),
                    figures.hitP99Ratio(),
                    figures.hitP99RatioOfMedians(),
                    missed.p50(),
                    missed.p99()));
        }
        return lines;
    }

    private static String cpu(MissFigures.Cpu micros) {
        return String.format(
                Locale.ROOT,
                "broker %.1f, service %.1f, load %.1f, store %.1f",
                micros.broker(),
                micros.service(),
                micros.load(),
                micros.store());
    }
}
