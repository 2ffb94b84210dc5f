package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.util.List;
import java.util.Objects;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.jspecify.annotations.Nullable;

/**
 * How a request that had to wait ends: answered, in the order of its user's, or refused; and then it is no longer
 * parked. For one thread.
 */
final class RequestEnds {

    private final ProcessorContext<Object, Object> context;
    private final boolean fetches;
    private final boolean ordered;
    private final LocalFeatures local;
    private final ParkedRequests parked;
    private final Codec<ScoringRequest> codec;
    private final DeadLetterOutlet deadLetters;
    private final BiConsumer<Accepted<ScoringRequest>, Shortfall> answer;
    private final Consumer<Waiting> hasTurn;

    /**
     * @param answer answers a request with what {@code local} has just looked up for it
     * @param hasTurn hears of a parked request whose turn has come and that lacks nothing
     */
    RequestEnds(
            ProcessorContext<Object, Object> context,
            Deployment deployment,
            @Nullable Fetching fetching,
            LocalFeatures local,
            ParkedRequests parked,
            BiConsumer<Accepted<ScoringRequest>, Shortfall> answer,
            Consumer<Waiting> hasTurn) {
        this.context = context;
        fetches = fetching != null;
        ordered = fetching != null && fetching.ordered();
        this.local = local;
        this.parked = parked;
        this.answer = answer;
        this.hasTurn = hasTurn;
        codec = deployment.codecs().scoringRequests(deployment.topics().of(Topic.SCORING_REQUESTS));
        deadLetters = new DeadLetterOutlet(context, ScoreTopology.ENRICH, ScoreTopology.DEAD_LETTERS, deployment);
    }

    /** Those of its user that go before it. */
    List<Waiting> before(Waiting waiting) {
        if (!ordered) {
            return List.of();
        }
        List<Waiting> all = parked.ofUser(waiting.userId);
        int place = all.indexOf(waiting);
        return place < 0 ? all : all.subList(0, place);
    }

    /** Whether a request of this user that is not parked has to let none go before it. */
    boolean mayPass(String userId) {
        return !ordered || parked.first(userId) == null;
    }

    /** Whether none of its user's goes before it. */
    boolean isTurnOf(Waiting waiting) {
        return mayPass(waiting.userId) || parked.first(waiting.userId) == waiting;
    }

    /** The request, decoded again after a restart; null: it can't be, and was refused. */
    @Nullable
    Accepted<ScoringRequest> request(Waiting waiting) {
        if (waiting.accepted == null) {
            ParkedRequest request = parked.get(waiting);
            Decoded<ScoringRequest> decoded = codec.decode(request.record());
            if (decoded instanceof Decoded.Failure<ScoringRequest> bad) {
                refuse(waiting, request, new Refusal(bad.reason(), bad.message()));
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

    /**
     * Answers it with what there is.
     *
     * @param ofOpen why what has no answer yet is not waited for
     */
    void answer(Waiting waiting, FailureCode ofOpen) {
        Accepted<ScoringRequest> accepted = request(waiting);
        if (accepted == null) {
            return;
        }
        if (!local.look(accepted.present(), context.currentSystemTimeMs())) {
            String set = String.valueOf(accepted.present().candidateSet());
            deadLetters.refuse(accepted, UnknownSets.removed(set));
        } else {
            if (!waiting.asked && fetches) {
                local.misses().forEach(waiting::waitFor);
            }
            answer.accept(accepted, waiting.shortfall(local, ofOpen));
        }
        end(waiting);
    }

    /** Its set did not come by its deadline. */
    void refuseLate(Waiting waiting, long now) {
        ParkedRequest request = parked.get(waiting);
        String set = Objects.requireNonNull(request.candidateSet());
        refuse(waiting, request, UnknownSets.late(set, request.appendTime(), request.deadline(), now));
    }

    private void refuse(Waiting waiting, ParkedRequest request, Refusal refusal) {
        deadLetters.refuse(request.source(), request.key(), request.record(), refusal);
        end(waiting);
    }

    /** Last, so that a failure on the way leaves it parked, also without exactly-once. */
    private void end(Waiting waiting) {
        waiting.end();
        if (parked.contains(waiting)) {
            parked.remove(waiting);
            Waiting next = parked.first(waiting.userId);
            if (next != null && next.asked && next.open() == 0) {
                hasTurn.accept(next);
            }
        }
    }
}
