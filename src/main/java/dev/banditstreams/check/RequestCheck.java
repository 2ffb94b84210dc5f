package dev.banditstreams.check;

import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guarantees 1 and 2 of requests: each has one answer, one dead letter, or is parked; each answer has its request.
 *
 * <p>Of a request it keeps two bits, and until its answer was read its ids as a hash.
 */
final class RequestCheck {

    private static final Guarantee COMPLETE = Guarantee.COMPLETE;
    private static final Guarantee INVENTED = Guarantee.NOTHING_INVENTED;

    private final History history;
    private final CheckOptions options;
    private final DeadLetterCheck letters;
    private final Set<Position> parked;
    private final Findings findings;

    private final Offsets[] seen;
    private final Offsets[] answered;
    private final Map<Position, Asked> open = new HashMap<>();
    private final Map<Position, Answered> early = new HashMap<>();

    private record Asked(long ids, int k) {}

    private record Answered(Position at, long ids, int size, int eligible) {}

    RequestCheck(
            History history, CheckOptions options, DeadLetterCheck letters, Set<Position> parked, Findings findings) {
        this.history = history;
        this.options = options;
        this.letters = letters;
        this.parked = parked;
        this.findings = findings;
        int partitions = history.partitions(Log.REQUESTS);
        seen = new Offsets[partitions];
        answered = new Offsets[partitions];
        for (int i = 0; i < partitions; i++) {
            seen[i] = new Offsets();
            answered[i] = new Offsets();
        }
    }

    void request(Read read) {
        Position position = read.position();
        seen[position.partition()].add(position.offset());
        ScoringRequest request = read.request();
        if (request == null || letters.reason(position) != null) {
            return;
        }
        Asked asked = new Asked(ids(request.requestId(), request.userId(), request.placement()), request.k());
        Answered answer = early.remove(position);
        if (answer != null) {
            compare(position, asked, answer);
        } else {
            open.put(position, asked);
        }
    }

    void recommendation(Read read) {
        Position at = read.position();
        findings.checked(INVENTED);
        Recommendation recommendation = read.recommendation();
        if (recommendation == null) {
            findings.violated(INVENTED, at, "a recommendation that can't be read");
            return;
        }
        read.examined().report(at, findings);
        misplaced(read.record());
        Position source = source(recommendation.source(), at);
        if (source == null) {
            return;
        }
        if (!answered[source.partition()].add(source.offset())) {
            findings.violated(COMPLETE, at, "a second answer to " + source);
            return;
        }
        if (letters.reason(source) != null) {
            findings.violated(COMPLETE, at, "an answer to " + source + ", which is a dead letter too");
            return;
        }
        Answered answer = new Answered(
                at,
                ids(recommendation.requestId(), recommendation.userId(), recommendation.placement()),
                recommendation.items().size(),
                recommendation.eligibleCount());
        Asked asked = open.remove(source);
        if (asked != null) {
            compare(source, asked, answer);
        } else {
            early.put(source, answer);
        }
    }

    private void misplaced(HistoryRecord record) {
        byte[] key = record.key();
        if (options.checkPartition()
                && key != null
                && Hashes.partition(key, history.partitions(Log.RECOMMENDATIONS)) != record.partition()) {
            findings.violated(INVENTED, record.position(), "it lies in another partition than its user's rewards");
        }
    }

    /** The request's record; null: it is reported that there is none, or that it is older than what is read. */
    private @Nullable Position source(SourcePosition source, Position at) {
        int partition = source.partition();
        if (history.named(source.topic()).orElse(null) != Log.REQUESTS
                || partition < 0
                || partition >= seen.length
                || source.offset() >= history.end(Log.REQUESTS, partition)) {
            findings.violated(INVENTED, at, "an answer to " + source + ", which doesn't exist");
            return null;
        }
        if (source.offset() < history.start(Log.REQUESTS, partition)) {
            findings.unchecked(INVENTED, "answers to requests before the first that is read");
            return null;
        }
        return new Position(Log.REQUESTS, partition, source.offset());
    }

    private void compare(Position source, Asked asked, Answered answer) {
        if (asked.ids != answer.ids) {
            findings.violated(INVENTED, answer.at, "request id, user or placement are not those of " + source);
        } else if (answer.size != Math.min(asked.k, answer.eligible)) {
            findings.violated(
                    Guarantee.REPRODUCIBLE,
                    answer.at,
                    answer.size + " items of " + answer.eligible + " eligible ones where " + asked.k
                            + " were asked for");
        }
    }

    void finish() {
        early.forEach((source, answer) ->
                findings.violated(INVENTED, answer.at, "an answer to " + source + ", where no readable request is"));
        for (int p = 0; p < seen.length; p++) {
            int partition = p;
            long committed = history.committed(Log.REQUESTS, partition);
            seen[partition].forEach(offset -> finish(new Position(Log.REQUESTS, partition, offset), committed));
        }
    }

    private void finish(Position position, long committed) {
        boolean done = answered[position.partition()].contains(position.offset());
        boolean refused = letters.reason(position) != null;
        if (position.offset() >= committed) {
            findings.unchecked(COMPLETE, "not processed yet");
            return;
        }
        findings.checked(COMPLETE);
        if (done) {
            findings.count(COMPLETE, "answered", 1);
        } else if (refused) {
            findings.count(COMPLETE, "dead letters", 1);
        } else if (parked.contains(position)) {
            findings.count(COMPLETE, "parked", 1);
        } else {
            findings.violated(COMPLETE, position, "no answer, no dead letter, and not parked");
        }
    }

    private static long ids(String requestId, String userId, String placement) {
        return Hashes.together(Hashes.of(requestId), Hashes.of(userId), Hashes.of(placement));
    }
}
