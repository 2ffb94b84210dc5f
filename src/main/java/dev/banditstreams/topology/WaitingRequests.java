package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.List;
import java.util.Objects;
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
    private final @Nullable Fetching fetching;
    private final LocalFeatures local;
    private final SetTable sets;
    private final ScoringMeters meters;
    private final BiConsumer<Accepted<ScoringRequest>, Shortfall> answer;
    private final ParkedRequests parked;
    private final @Nullable TaskReads reads;
    private final BiFunction<EntityKey, FeatureAnswer, FeatureAnswer> keep;
    private final Codec<ScoringRequest> codec;
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
        this.fetching = options.fetching();
        this.local = local;
        this.sets = sets;
        this.keep = keep;
        this.meters = meters;
        this.answer = answer;
        parked = new ParkedRequests(
                new BoundedStore<>(
                        context.getStateStore(ScoreTopology.PARKED_REQUESTS_STORE),
                        StateSerdes.parkedRequest(),
                        deployment.limits().recordBytes()),
                this.options,
                meters);
        reads = fetching == null ? null : new TaskReads(fetching);
        codec = deployment.codecs().scoringRequests(deployment.topics().of(Topic.SCORING_REQUESTS));
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
        return fetching == null || !fetching.ordered() || parked.first(userId) == null;
    }

    /** Takes a request whose set is not known. */
    void takeWithoutSet(Accepted<ScoringRequest> accepted, String set) {
        if (options.unknownSet() == UnknownSet.REFUSE) {
            deadLetters.refuse(accepted, UnknownSets.unknown(set));
            return;
        }
        long now = context.currentSystemTimeMs();
        long deadline = options.deadline(accepted.time(), accepted.present());
        if (deadline <= now) {
            meters.expired();
            deadLetters.refuse(accepted, UnknownSets.late(set, accepted.time(), deadline, now));
            return;
        }
        String full = parked.park(ParkedRequests.waiting(accepted, set, deadline), accepted);
        if (full != null) {
            meters.shed();
            deadLetters.refuse(accepted, UnknownSets.noRoom(set, full));
            return;
        }
        lookWhileNeeded();
    }

    /** Takes a request that was looked up and lacks features, or may not pass its user's others. */
    void take(Accepted<ScoringRequest> accepted) {
        Waiting waiting = ParkedRequests.waiting(accepted, null, options.deadline(accepted.time(), accepted.present()));
        long now = context.currentSystemTimeMs();
        Collection<EntityKey> misses = local.misses();
        boolean room = parked.full(waiting) == null && fits(misses);
        if (room) {
            ask(waiting, misses, now);
        } else {
            misses.forEach(waiting::waitFor);
        }
        if (waiting.open() == 0 && mayPass(waiting.userId)) {
            answer(waiting, accepted, FailureCode.DEADLINE);
        } else if (waiting.deadline <= now) {
            expire(waiting, accepted);
        } else if (!room || parked.park(waiting, accepted) != null) {
            meters.shed();
            answerInTurn(waiting, accepted, FailureCode.SATURATED);
        }
        lookWhileNeeded();
    }

    /** Reads entities again that are known, for whoever asks next. */
    void refresh(List<EntityKey> stale) {
        if (reads != null
                && !stale.isEmpty()
                && reads.size() + stale.size() <= fetching().entities()) {
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

    private void look(long now) {
        if (reads != null) {
            reads.drain(MOST_ANSWERS, keep, this::complete);
        }
        parked.withSet(this::known, MOST).forEach(this::attempt);
        work(MOST);
        for (Waiting waiting : parked.due(now, MOST)) {
            if (waiting.ended) {
                continue; // answered for a later one of its user
            }
            // A set that came counts, however late anyone looks.
            if (waiting.candidateSet != null && !known(waiting.candidateSet)) {
                refuseLate(waiting, now);
            } else {
                Accepted<ScoringRequest> accepted = accepted(waiting);
                if (accepted != null) {
                    expire(waiting, accepted);
                }
            }
        }
        lookWhileNeeded();
    }

    private void work(int most) {
        for (int i = 0; i < most; i++) {
            Waiting next = ready.poll();
            if (next == null) {
                return;
            }
            if (!next.ended) {
                attempt(next);
            }
        }
    }

    private void complete(Waiting waiting) {
        if (!waiting.ended && waiting.asked) {
            ready.add(waiting);
        }
    }

    /** Answers a parked request if nothing is left that it has to wait for. */
    private void attempt(Waiting waiting) {
        Accepted<ScoringRequest> accepted = accepted(waiting);
        if (accepted == null || !local.look(accepted.present(), context.currentSystemTimeMs())) {
            return; // refused, or its set was removed again: it waits on
        }
        parked.hasSet(waiting);
        if (reads != null && !waiting.asked) {
            Collection<EntityKey> misses = local.misses();
            if (!fits(misses)) {
                misses.forEach(waiting::waitFor);
                meters.shed();
                answerInTurn(waiting, accepted, FailureCode.SATURATED);
                return;
            }
            ask(waiting, misses, context.currentSystemTimeMs());
        }
        boolean turn = mayPass(waiting.userId) || parked.first(waiting.userId) == waiting;
        if (waiting.open() == 0 && turn) {
            answer(waiting, accepted, FailureCode.DEADLINE);
            meters.released();
        }
    }

    private void ask(Waiting waiting, Collection<EntityKey> misses, long now) {
        TaskReads asked = Objects.requireNonNull(reads);
        asked.ask(misses, waiting, Duration.ofMillis(Math.max(0, waiting.deadline - now)));
        // What the source answers at once, as known to be missing or with an open circuit, is not waited for.
        asked.drain(Math.max(MOST_ANSWERS, misses.size()), keep, this::complete);
        waiting.asked = true;
    }

    private void expire(Waiting waiting, Accepted<ScoringRequest> accepted) {
        meters.expired();
        answerInTurn(waiting, accepted, FailureCode.DEADLINE);
    }

    /** Answers a request as it is, and before it those of its user that came earlier. */
    private void answerInTurn(Waiting last, Accepted<ScoringRequest> accepted, FailureCode ofOpen) {
        if (fetching != null && fetching.ordered()) {
            for (Waiting earlier : parked.ofUser(last.userId)) {
                if (earlier == last) {
                    break;
                }
                Accepted<ScoringRequest> its = accepted(earlier);
                if (its != null) {
                    answer(earlier, its, ofOpen);
                }
            }
        }
        answer(last, accepted, ofOpen);
    }

    private void answer(Waiting waiting, Accepted<ScoringRequest> accepted, FailureCode ofOpen) {
        if (!local.look(accepted.present(), context.currentSystemTimeMs())) {
            // Its set was removed while it waited for features.
            deadLetters.refuse(
                    accepted,
                    UnknownSets.removed(String.valueOf(accepted.present().candidateSet())));
        } else {
            answer.accept(accepted, waiting.shortfall(local, ofOpen));
        }
        end(waiting);
    }

    /** Last, so that a failure on the way leaves it parked, also without exactly-once. */
    private void end(Waiting waiting) {
        waiting.ended = true;
        if (parked.contains(waiting)) {
            parked.remove(waiting);
            Waiting next = parked.first(waiting.userId);
            if (next != null && next.asked && next.open() == 0) {
                ready.add(next);
            }
        }
    }

    private void refuseLate(Waiting waiting, long now) {
        ParkedRequest request = parked.get(waiting);
        meters.expired();
        refuse(
                request,
                UnknownSets.late(
                        Objects.requireNonNull(request.candidateSet()), request.appendTime(), request.deadline(), now));
        end(waiting);
    }

    /** The request, decoded again after a restart; null: it can't be, and is refused. */
    private @Nullable Accepted<ScoringRequest> accepted(Waiting waiting) {
        if (waiting.accepted == null) {
            ParkedRequest request = parked.get(waiting);
            Decoded<ScoringRequest> decoded = codec.decode(request.record());
            if (decoded instanceof Decoded.Failure<ScoringRequest> bad) {
                refuse(request, new Refusal(bad.reason(), bad.message()));
                end(waiting);
            } else if (decoded instanceof Decoded.Value<ScoringRequest> good) {
                waiting.accepted = new Accepted<>(
                        waiting.userId,
                        good.value(),
                        request.source(),
                        request.appendTime(),
                        request.key(),
                        request.record());
            }
        }
        return waiting.accepted;
    }

    private void refuse(ParkedRequest request, Refusal refusal) {
        deadLetters.refuse(request.source(), request.key(), request.record(), refusal);
    }

    private boolean known(String set) {
        return sets.members(set) != null;
    }

    private boolean fits(Collection<EntityKey> misses) {
        return reads != null && reads.waits() + misses.size() <= fetching().entities();
    }

    private Fetching fetching() {
        return Objects.requireNonNull(fetching);
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
