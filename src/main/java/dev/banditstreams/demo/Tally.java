package dev.banditstreams.demo;

import dev.banditstreams.model.SourcePosition;
import java.util.BitSet;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What became of every request and every reward, as producer and consumer saw it. Safe for use by many threads.
 *
 * <p>Requests are counted by their visit and rewards by visit and rank: a bit each, so that a long run fits in memory.
 */
final class Tally {

    private final int k;
    private final BitSet answered = new BitSet();
    private final BitSet refused = new BitSet();
    private final BitSet applied = new BitSet();
    private final Set<SourcePosition> deadLetters = new HashSet<>();
    private final Map<String, Long> degradedReasons = new TreeMap<>();
    private long requests;
    private long recommendations;
    private long duplicates;
    private long degraded;
    private long predictions;
    private long rewardsSent;
    private long rewardsApplied;

    /**
     * The counts at one moment.
     *
     * @param requests requests sent
     * @param recommendations requests that were answered
     * @param missing requests that have neither answer nor dead letter
     * @param duplicates answers to requests that had one
     * @param deadLetters records refused, of any topic
     * @param predictions candidates scored
     * @param rewardsSent rewards sent
     * @param rewardsApplied rewards sent that an outcome names
     * @param degraded requests that were answered without something
     * @param degradedReasons those by reason, in the order of the reasons' names; one may have several
     */
    record Counts(
            long requests,
            long recommendations,
            long missing,
            long duplicates,
            long deadLetters,
            long predictions,
            long rewardsSent,
            long rewardsApplied,
            long degraded,
            Map<String, Long> degradedReasons) {
        Counts {
            degradedReasons = Collections.unmodifiableMap(new TreeMap<>(degradedReasons));
        }

        /** Whether every request has its answer, and every reward its outcome. */
        boolean drained() {
            return missing == 0 && rewardsApplied == rewardsSent;
        }
    }

    /** @param k rewards of one request at most */
    Tally(int k) {
        this.k = k;
    }

    synchronized void sent() {
        requests++;
    }

    /**
     * Counts an answer.
     *
     * @param scored candidates that were scored for it
     * @param reasons why it is degraded; empty: it isn't
     * @return whether it is the request's first
     */
    synchronized boolean answered(int visit, int scored, List<String> reasons) {
        if (answered.get(visit)) {
            duplicates++;
            return false;
        }
        answered.set(visit);
        recommendations++;
        predictions += scored;
        if (!reasons.isEmpty()) {
            degraded++;
            reasons.forEach(reason -> degradedReasons.merge(reason, 1L, Long::sum));
        }
        return true;
    }

    /** Counts a dead letter, whoever sent the record that was refused. */
    synchronized void deadLetter(SourcePosition source) {
        deadLetters.add(source);
    }

    /** Marks a request as refused: nobody waits for its answer. */
    synchronized void refused(int visit) {
        refused.set(visit);
    }

    synchronized void rewardSent() {
        rewardsSent++;
    }

    /** Counts a reward that an outcome names; only its first outcome counts. */
    synchronized void applied(int visit, int rank) {
        int reward = visit * k + rank - 1;
        if (!applied.get(reward)) {
            applied.set(reward);
            rewardsApplied++;
        }
    }

    synchronized Counts counts() {
        return new Counts(
                requests,
                recommendations,
                requests - recommendations - refused.cardinality(),
                duplicates,
                deadLetters.size(),
                predictions,
                rewardsSent,
                rewardsApplied,
                degraded,
                degradedReasons);
    }
}
