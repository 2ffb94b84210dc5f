package dev.banditstreams.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** A report for people. */
public final class ReportText {

    private ReportText() {}

    public static List<String> lines(Report report) {
        List<String> lines = new ArrayList<>();
        Machine machine = report.machine();
        lines.add(line("machine", "%d cores, %d MiB, %s", machine.cores(), machine.memoryMiB(), machine.cpu()));
        lines.add(line("", "%s, %s", machine.os(), machine.jdk()));
        lines.add(line(
                "requests",
                "%d candidates of %d items (%s), k %d, %d bytes; answers %d bytes; rewards on %.3g of them",
                report.candidates(),
                report.items(),
                report.ids(),
                report.k(),
                report.requestBytes(),
                report.answerBytes(),
                report.rewardRate()));
        lines.add(line("arms", "%s", report.arms()));
        lines.add(line("warm-up", "%s", report.warmUp()));
        lines.add(line(
                "measured",
                "%d s; compiler %.0f ms a second%s",
                report.seconds(),
                report.compilerMillisPerSecond(),
                report.othersCpuShare() == null
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; %.0f %% of the machine's processor time went to others (the kernel's own threads,"
                                        + " neighbours)",
                                100 * report.othersCpuShare())));
        lines.add(line("requests/s", "%,.0f", report.requestsPerSecond()));
        lines.add(line("predictions/s", "%,.0f", report.predictionsPerSecond()));
        if (report.ratio() != null) {
            lines.add(line(
                    "ceiling",
                    "%,.0f predictions/s by transport alone: ratio %.2f",
                    report.ceilingPredictionsPerSecond(),
                    report.ratio()));
        }
        Report.Latency latency = report.latencyMillis();
        if (latency != null) {
            lines.add(line(
                    "latency",
                    "at %d requests/s%s: p50 %.1f, p99 %.1f, p99.9 %.1f, max %.1f ms; sent at most %.1f ms late",
                    report.rate(),
                    Boolean.TRUE.equals(report.rateKept()) ? "" : ", WHICH WAS NOT KEPT",
                    latency.p50(),
                    latency.p99(),
                    latency.p999(),
                    latency.max(),
                    report.lateSendMillis()));
        }
        if (report.misses() != null) {
            lines.addAll(MissText.lines(report.misses()));
        }
        lines.add(line("CPU us/request", "%s", cpu(report.cpuMicrosPerRequest())));
        if (report.ceilingCpuMicrosPerRequest() != null) {
            lines.add(line("at the ceiling", "%s", cpu(report.ceilingCpuMicrosPerRequest())));
        }
        lines.add(line("allocated", "%,.0f bytes a request in the service", report.allocatedBytesPerRequest()));
        lines.add(line(
                "peak memory MiB",
                "broker %s, service %s, load %s",
                shown(report.peakRssMiB().broker()),
                shown(report.peakRssMiB().service()),
                shown(report.peakRssMiB().load())));
        lines.add(line(
                "answers",
                "%d of %d requests; missing %d, duplicate %d, wrong %d, dead letters %d",
                report.answered(),
                report.sent(),
                report.missing(),
                report.duplicates(),
                report.wrong(),
                report.deadLetters()));
        if (report.rewardRate() > 0) {
            lines.add(line(
                    "rewards",
                    "%d sent, %d applied; %d behind when measuring ended",
                    report.rewardsSent(),
                    report.rewardsApplied(),
                    report.rewardsBehind()));
        }
        return lines;
    }

    private static String cpu(Report.CpuMicros micros) {
        return String.format(
                Locale.ROOT, "broker %.1f, service %.1f, load %.1f", micros.broker(), micros.service(), micros.load());
    }

    private static String shown(@Nullable Long figure) {
        return figure == null ? "unknown" : figure.toString();
    }

    static String line(String name, String format, @Nullable Object... values) {
        return String.format(Locale.ROOT, "%-16s", name) + String.format(Locale.ROOT, format, values);
    }
}
