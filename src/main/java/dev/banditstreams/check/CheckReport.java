package dev.banditstreams.check;

import java.util.List;
import java.util.Map;

/**
 * What a check found.
 *
 * @param green whether no guarantee is violated
 * @param records records read
 * @param millis how long it took
 */
public record CheckReport(boolean green, long records, long millis, long recordsPerSecond, List<Verdict> guarantees) {

    public CheckReport {
        guarantees = List.copyOf(guarantees);
    }

    /**
     * What was found of one guarantee.
     *
     * @param holds whether there is no violation
     * @param checked how many cases were looked at
     * @param unchecked cases that could not be decided, by reason
     * @param counts what else was counted
     * @param first the first violations
     */
    public record Verdict(
            int guarantee,
            String name,
            boolean holds,
            long checked,
            long violations,
            Map<String, Long> unchecked,
            Map<String, Long> counts,
            List<Violation> first) {

        public Verdict {
            first = List.copyOf(first);
        }
    }

    /** @param position topic, partition and offset of the record at fault */
    public record Violation(String position, String what) {}
}
