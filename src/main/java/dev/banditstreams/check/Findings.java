package dev.banditstreams.check;

import dev.banditstreams.check.CheckReport.Verdict;
import dev.banditstreams.check.CheckReport.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Collects what the checks find. For one thread. */
final class Findings {

    private static final int SHOWN = 10;

    private static final class Tally {
        private long checked;
        private long violations;
        private final Map<String, Long> unchecked = new TreeMap<>();
        private final Map<String, long[]> counts = new HashMap<>();
        private final List<Violation> first = new ArrayList<>();
    }

    private final Map<Guarantee, Tally> tallies = new EnumMap<>(Guarantee.class);

    Findings() {
        for (Guarantee guarantee : Guarantee.values()) {
            tallies.put(guarantee, new Tally());
        }
    }

    void checked(Guarantee guarantee) {
        checked(guarantee, 1);
    }

    void checked(Guarantee guarantee, long cases) {
        of(guarantee).checked += cases;
    }

    void violated(Guarantee guarantee, Object position, String what) {
        Tally tally = of(guarantee);
        tally.violations++;
        if (tally.first.size() < SHOWN) {
            tally.first.add(new Violation(position.toString(), what));
        }
    }

    void unchecked(Guarantee guarantee, String reason) {
        of(guarantee).unchecked.merge(reason, 1L, Long::sum);
    }

    void count(Guarantee guarantee, String what, long number) {
        of(guarantee).counts.computeIfAbsent(what, name -> new long[1])[0] += number;
    }

    CheckReport report(long records, long nanos) {
        List<Verdict> verdicts = new ArrayList<>();
        tallies.forEach((guarantee, tally) -> verdicts.add(new Verdict(
                guarantee.number(),
                guarantee.title(),
                tally.violations == 0,
                tally.checked,
                tally.violations,
                Collections.unmodifiableMap(tally.unchecked),
                sorted(tally.counts),
                tally.first)));
        long millis = Math.max(1, nanos / 1_000_000);
        return new CheckReport(
                verdicts.stream().allMatch(Verdict::holds), records, millis, records * 1000 / millis, verdicts);
    }

    private static Map<String, Long> sorted(Map<String, long[]> counts) {
        Map<String, Long> sorted = new TreeMap<>();
        counts.forEach((what, number) -> sorted.put(what, number[0]));
        return Collections.unmodifiableMap(sorted);
    }

    private Tally of(Guarantee guarantee) {
        Tally tally = tallies.get(guarantee);
        if (tally == null) {
            throw new IllegalStateException("no tally of " + guarantee);
        }
        return tally;
    }
}
