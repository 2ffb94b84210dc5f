package dev.banditstreams.chaos;

import dev.banditstreams.check.CheckReport;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What a run came to. Times are milliseconds.
 *
 * @param faults how many there were
 * @param requests those that the broker took
 * @param rewards the same, of every kind
 * @param lost requests with neither answer nor dead letter in the end
 * @param duplicated answers and dead letters too many
 * @param miscounted violations of exact fold and conservation that the checker found: rewards or trials lost, counted
 *     twice, or wrongly
 * @param degraded answers that lacked features
 * @param threadsReplaced stream threads that died, in processes that went on
 * @param maxGapMillis longest time without an answer in some partition, after a kill; 0: there was none
 * @param gaps the same after each kind of fault
 * @param silences longest time without any answer, after each kind of fault
 * @param failures what else went wrong, a sentence each
 * @param checker what the checker found
 */
public record ChaosReport(
        long seed,
        double seconds,
        int faults,
        long requests,
        long rewards,
        long lost,
        long duplicated,
        long miscounted,
        long degraded,
        long threadsReplaced,
        long maxGapMillis,
        Map<String, Long> gaps,
        Map<String, Long> silences,
        boolean checkerGreen,
        List<Verdict> verdicts,
        List<String> failures,
        CheckReport checker) {

    public ChaosReport {
        verdicts = List.copyOf(verdicts);
        failures = List.copyOf(failures);
    }

    /**
     * What one fault came to. Times are milliseconds.
     *
     * @param atSeconds when it happened, since the load began
     * @param what the fault in words
     * @param gapMillis longest time without an answer in some partition, until it was over
     * @param silenceMillis longest time without any answer
     * @param inFlight null: no kill
     * @param lost requests of before its end without an answer
     * @param twice answers too many while it lasted
     * @param threadsReplaced stream threads that died meanwhile, in processes that went on
     * @param exitMillis the longest that an instance took to end by SIGTERM; null: none was asked to
     * @param recoveredMillis until all instances were ready and everything asked before was answered; null: they were
     *     not, within the time that is given
     */
    public record Verdict(
            String fault,
            double atSeconds,
            String what,
            long gapMillis,
            long silenceMillis,
            @Nullable InFlight inFlight,
            long lost,
            long twice,
            long threadsReplaced,
            @Nullable Long exitMillis,
            @Nullable Long recoveredMillis) {}

    /** What was not committed as read right after a kill. */
    public record InFlight(long requests, long rewards) {}

    /** Whether nothing went wrong. */
    public boolean clean() {
        return lost == 0 && duplicated == 0 && miscounted == 0 && checkerGreen && failures.isEmpty();
    }
}
