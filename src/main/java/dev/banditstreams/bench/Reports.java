package dev.banditstreams.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Makes reports, and shows them to people. */
public final class Reports {

    /** A rate is kept where this share of it was answered. */
    private static final double KEPT = 0.99;

    private Reports() {}

    static Report of(BenchOptions options, LoadResult measured, @Nullable LoadResult ceiling, double setUpSeconds) {
        Double ceilingRequests = ceiling == null ? null : ceiling.requestsPerSecond();
        Integer rate = options.rate();
        return new Report(
                measured.requestsPerSecond() * options.candidates(),
                ceilingRequests == null ? null : ceilingRequests * options.candidates(),
                ceilingRequests == null ? null : measured.requestsPerSecond() / ceilingRequests,
                measured.requestsPerSecond(),
                ceilingRequests,
                measured.cpuMicrosPerRequest(),
                ceiling == null ? null : ceiling.cpuMicrosPerRequest(),
                measured.allocatedBytesPerRequest(),
                measured.latencyMillis(),
                rate,
                rate == null ? null : measured.requestsPerSecond() >= KEPT * rate,
                rate == null ? null : measured.lateSendMillis(),
                measured.peakRssMiB(),
                options.candidates(),
                options.items(),
                options.ids().name().toLowerCase(Locale.ROOT),
                options.rewardRate(),
                options.k(),
                options.seconds(),
                options.seed(),
                measured.warmUpSeconds(),
                measured.warmUp(),
                measured.compilerMillisPerSecond(),
                measured.othersCpuShare(),
                measured.sent(),
                measured.answered(),
                measured.missing(),
                measured.duplicates(),
                measured.wrong(),
                measured.deadLetters(),
                measured.rewardsSent(),
                measured.rewardsApplied(),
                measured.rewardsBehind(),
                measured.requestBytes(),
                measured.answerBytes(),
                ServiceFile.arms(),
                setUpSeconds,
                Machine.current(),
                measured.misses(),
                failures(measured, ceiling));
    }

    private static List<String> failures(LoadResult measured, @Nullable LoadResult ceiling) {
        List<String> failures = new ArrayList<>(failures("", measured));
        if (measured.rewardsApplied() < measured.rewardsSent()) {
            failures.add(measured.rewardsSent() - measured.rewardsApplied() + " of " + measured.rewardsSent()
                    + " rewards were not applied");
        }
        if (ceiling != null) {
            failures.addAll(failures("ceiling: ", ceiling));
        }
        return failures;
    }

    private static List<String> failures(String of, LoadResult result) {
        List<String> failures = new ArrayList<>();
        add(failures, of, result.missing(), "of " + result.sent() + " requests were not answered");
        add(failures, of, result.duplicates(), "answers too many");
        add(failures, of, result.foreign(), "answers to requests that were never sent");
        add(failures, of, result.wrong(), "answers, of those looked into, are not what was asked for");
        add(failures, of, result.deadLetters(), "dead letters, the first: " + result.deadLetter());
        return failures;
    }

    private static void add(List<String> failures, String of, long count, String what) {
        if (count != 0) {
            failures.add(of + count + " " + what);
        }
    }
}
