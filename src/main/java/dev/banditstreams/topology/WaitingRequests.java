package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.function.BiConsumer;
import java.util.function.BiFunction;
import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * The requests that can't be answered as they come: each is answered or refused once, when what it waits for has come,
 * or at its deadline.
 *
 * <p>A request waits for its candidate set, then for the features that it lacks, then for its turn among those of its
 * user. At its deadline it is answered with what there is, and before it those of its user that came earlier; one whose
 * set is not known is refused.
 *
 * <p>Sets and answers come on other threads, so this one looks for them: with each record, and at an interval, but only
 * while something is parked or read, because each look makes its task commit.
 */
final class WaitingRequests {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    /** Of either kind in one look: ranking so many takes some milliseconds, in which no other request is answered. */
    private static final int MOST = 200;

    private static final int MOST_WITH_A_RECORD = 20;
    /** To keep an answer takes some microseconds. */
    private static final int MOST_ANSWERS = 1_000;

    private final ProcessorContext<Object, Object> context;
    private final ScoringOptions.Waiting options;
    private final LocalFeatures local;
    private final SetTable sets;
    private final ScoringMeters meters;
    private final ParkedRequests parked;
    private final RequestEnds ends;
    private final @Nullable TaskReads reads;
    private final BiFunction<EntityKey, FeatureAnswer, FeatureAnswer> keep;
    private final DeadLetterOutlet deadLetters;
    private final Queue<Waiting> ready = new ArrayDeque<>();

    private @Nullable Cancellable looking;

    /**
     * @param keep keeps what was read; what it returns is what the waiting hear
     * @param answer answers a request with what {@code local} has just looked up for it
     */
    WaitingRequests(
            ProcessorContext<Object, Object> context,
            Deployment deployment,
            ScoringOptions options,
            LocalFeatures local,
            SetTable sets,
            BiFunction<EntityKey, FeatureAnswer, FeatureAnswer> keep,
            ScoringMeters meters,
            BiConsumer<Accepted<ScoringRequest>, Shortfall> answer) {
        this.context = context;
        this.options = options.waiting();
        Fetching fetching = options.fetching();
        this.local = local;
        this.sets = sets;
        this.keep = keep;
        this.meters = meters;
        parked = new ParkedRequests(
                new BoundedStore<>(
                        context.getStateStore(ScoreTopology.PARKED_REQUESTS_STORE),
                        StateSerdes.parkedRequest(),
                        deployment.limits().recordBytes()),
                this.options,
                meters);
        ends = new RequestEnds(context, deployment, fetching, local, parked, answer, ready::add);
        reads = fetching == null ? null : new TaskReads(fetching);
        deadLetters = new DeadLetterOutlet(context, ScoreTopology.ENRICH, ScoreTopology.DEAD_LETTERS, deployment);
        parked.all().stream().filter(waiting -> waiting.candidateSet == null).forEach(ready::add);
        lookWhileNeeded();
    }

    /** Takes in what has come since the last record. */
    void catchUp() {
        if (reads != null && !reads.isIdle()) {
            reads.drain(MOST_ANSWERS, keep, this::complete);
        }
        work(MOST_WITH_A_RECORD);
    }

    /** Whether a request of this user, if it lacks nothing, may be answered at once. */
    boolean mayPass(String userId) {
        return ends.mayPass(userId);
    }

    /** Takes a request whose set is not known. */
    void takeWithoutSet(Accepted<ScoringRequest> accepted, String set) {
        if (options.unknownSet() == UnknownSet.REFUSE) {
            deadLetters.refuse(accepted, UnknownSets.unknown(set));
            return;
        }
        long now = context.currentSystemTimeMs();
        Waiting waiting = waiting(accepted, set);
        if (waiting.deadline <= now) {
            meters.expired();
            deadLetters.refuse(accepted, UnknownSets.late(set, accepted.time(), waiting.deadline, now));
            return;
        }
        String full = parked.park(waiting, accepted);
        if (full != null) {
            meters.shed();
            deadLetters.refuse(accepted, UnknownSets.noRoom(set, full));
            return;
        }
        lookWhileNeeded();
    }

    /** Takes a request that was looked up and lacks features, or may not pass its user's others. */
    void take(Accepted<ScoringRequest> accepted) {
        Waiting waiting = waiting(accepted, null);
        boolean room = parked.full(waiting) == null && ask(waiting);
        if (room && waiting.open() == 0 && mayPass(waiting.userId)) {
            ends.answer(waiting, FailureCode.DEADLINE);
        } else if (waiting.deadline <= context.currentSystemTimeMs()) {
            meters.expired();
            answerInTurn(waiting, FailureCode.DEADLINE);
        } else if (!room || parked.park(waiting, accepted) != null) {
            shed(waiting);
        }
        lookWhileNeeded();
    }

    /** Reads entities again that are known, for whoever asks next. */
    void refresh(List<EntityKey> stale) {
        if (reads != null && !stale.isEmpty() && reads.hasRoom()) {
            reads.ask(stale, null, Duration.ZERO);
            lookWhileNeeded();
        }
    }

    void close() {
        stopLooking();
        parked.close();
        if (reads != null) {
            reads.close();
        }
    }

    private Waiting waiting(Accepted<ScoringRequest> accepted, @Nullable String set) {
        return ParkedRequests.waiting(accepted, set, options.deadline(accepted.time(), accepted.present()));
    }

    private void look(long now) {
        if (reads != null) {
            reads.drain(MOST_ANSWERS, keep, this::complete);
        }
        parked.withSet(this::known, MOST).forEach(this::attempt);
        work(MOST);
        expire(now);
        lookWhileNeeded();
    }

    private void work(int most) {
        for (int i = 0; i < most; i++) {
            Waiting next = ready.poll();
            if (next == null) {
                return;
            }
            if (!next.ended()) {
                attempt(next);
            }
        }
    }

    private void complete(Waiting waiting) {
        if (parked.contains(waiting)) {
            ready.add(waiting);
        }
    }

    /** Answers a parked request if nothing is left that it has to wait for. */
    private void attempt(Waiting waiting) {
        // To look up some hundred candidates costs as much as to rank them, so it is done again for the answer alone.
        if (!waiting.asked) {
            Accepted<ScoringRequest> accepted = ends.request(waiting);
            if (accepted == null || !local.look(accepted.present(), context.currentSystemTimeMs())) {
                return; // refused, or its set was removed again: it waits on
            }
            parked.hasSet(waiting);
            if (!ask(waiting)) {
                shed(waiting);
                return;
            }
        }
        if (waiting.open() == 0 && ends.isTurnOf(waiting)) {
            ends.answer(waiting, FailureCode.DEADLINE);
            meters.released();
        }
    }

    /**
     * Asks for what a request lacks that was looked up.
     *
     * @return false if that is too much, and nothing was asked for
     */
    private boolean ask(Waiting waiting) {
        if (reads == null) {
            waiting.asked = true;
            return true;
        }
        Collection<EntityKey> misses = local.misses();
        if (!reads.mayWaitFor(misses.size())) {
            return false;
        }
        waiting.asked = true;
        long left = waiting.deadline - context.currentSystemTimeMs();
        reads.ask(misses, waiting, Duration.ofMillis(Math.max(0, left)));
        // What the source answers at once, as known to be missing or with an open circuit, is not waited for.
        reads.drain(Math.max(MOST_ANSWERS, misses.size()), keep, this::complete);
        return true;
    }

    /** Ends what is due, and before it those of its user that came earlier; what is too much, at the next look. */
    private void expire(long now) {
        int left = MOST;
        for (Waiting due : parked.due(now, MOST)) {
            // A set that came counts, however late anyone looks.
            if (!due.ended() && due.candidateSet != null && !known(due.candidateSet)) {
                meters.expired();
                ends.refuseLate(due, now);
                left--;
                continue;
            }
            for (Waiting earlier : due.ended() ? List.<Waiting>of() : ends.before(due)) {
                if (left-- <= 0) {
                    return;
                }
                meters.expired();
                ends.answer(earlier, FailureCode.DEADLINE);
            }
            if (!due.ended() && left-- > 0) {
                meters.expired();
                ends.answer(due, FailureCode.DEADLINE);
            }
        }
    }

    private void shed(Waiting waiting) {
        meters.shed();
        answerInTurn(waiting, FailureCode.SATURATED);
    }

    private void answerInTurn(Waiting last, FailureCode ofOpen) {
        ends.before(last).forEach(earlier -> ends.answer(earlier, ofOpen));
        ends.answer(last, ofOpen);
    }

    private boolean known(String set) {
        return sets.members(set) != null;
    }

    private void lookWhileNeeded() {
        if (parked.isEmpty() && (reads == null || reads.isIdle())) {
            stopLooking();
        } else if (looking == null) {
            looking = context.schedule(INTERVAL, PunctuationType.WALL_CLOCK_TIME, this::look);
        }
    }

    private void stopLooking() {
        if (looking != null) {
            looking.cancel();
            looking = null;
        }
    }
}
