package dev.banditstreams.chaos;

import dev.banditstreams.chaos.ChaosReport.Verdict;
import dev.banditstreams.check.CheckReport;
import dev.banditstreams.check.Guarantee;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToLongFunction;

/** Makes a report of what was counted. */
final class Reports {

    /** Broken when a reward or a trial is lost, or counts twice or wrongly. */
    private static final Set<Integer> COUNTING = Set.of(Guarantee.EXACT_FOLD.number(), Guarantee.CONSERVATION.number());

    private Reports() {}

    static ChaosReport of(
            ChaosPlan plan,
            double seconds,
            Ledger ledger,
            List<Verdict> verdicts,
            List<String> failures,
            CheckReport checked) {
        Map<String, Long> gaps = longest(verdicts, Verdict::gapMillis);
        List<String> all = new ArrayList<>(failures);
        checked.guarantees().stream()
                .filter(guarantee -> !guarantee.holds())
                .forEach(guarantee -> all.add("guarantee %d (%s) is violated %d times, first: %s"
                        .formatted(
                                guarantee.guarantee(),
                                guarantee.name(),
                                guarantee.violations(),
                                guarantee.first().get(0))));
        return new ChaosReport(
                plan.seed(),
                Math.round(seconds * 10) / 10.0,
                verdicts.size(),
                ledger.requests(),
                ledger.rewards(),
                ledger.open(),
                ledger.twice(),
                checked.guarantees().stream()
                        .filter(guarantee -> COUNTING.contains(guarantee.guarantee()))
                        .mapToLong(CheckReport.Verdict::violations)
                        .sum(),
                ledger.degradedAnswers(),
                verdicts.stream().mapToLong(Verdict::threadsReplaced).sum(),
                gaps.getOrDefault(Fault.KILL.label(), 0L),
                gaps,
                longest(verdicts, Verdict::silenceMillis),
                checked.green(),
                verdicts,
                all,
                checked);
    }

    private static Map<String, Long> longest(List<Verdict> verdicts, ToLongFunction<Verdict> time) {
        Map<String, Long> longest = new TreeMap<>();
        verdicts.forEach(verdict -> longest.merge(verdict.fault(), time.applyAsLong(verdict), Math::max));
        return longest;
    }
}
