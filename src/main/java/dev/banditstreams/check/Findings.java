package dev.banditstreams.check;

import dev.banditstreams.check.CheckReport.Verdict;
import dev.banditstreams.check.CheckReport.Violation;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
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
        private final Map<String, Long> counts = new TreeMap<>();
        private final List<Violation> first = new ArrayList<>();
    }

    private final Map<Guarantee, Tally> tallies = new EnumMap<>(Guarantee.class);

    Findings() {
        for (Guarantee guarantee : Guarantee.values()) {
            tallies.put(guarantee, new Tally());
        }
    }

    void checked(Guarantee guarantee) {
        of(guarantee).checked++;
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
        of(guarantee).counts.merge(what, number, Long::sum);
    }

    long counted(Guarantee guarantee, String what) {
        return of(guarantee).counts.getOrDefault(what, 0L);
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
                Collections.unmodifiableMap(tally.counts),
                tally.first)));
        long millis = Math.max(1, nanos / 1_000_000);
        return new CheckReport(
                verdicts.stream().allMatch(Verdict::holds), records, millis, records * 1000 / millis, verdicts);
    }

    private Tally of(Guarantee guarantee) {
        Tally tally = tallies.get(guarantee);
        if (tally == null) {
            throw new IllegalStateException("no tally of " + guarantee);
        }
        return tally;
    }
}
