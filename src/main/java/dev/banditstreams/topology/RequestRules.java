package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.ScoringRequest;
import org.jspecify.annotations.Nullable;

/** What a scoring request has to fulfil. */
final class RequestRules implements Rules<ScoringRequest> {

    private final Limits limits;

    RequestRules(Limits limits) {
        this.limits = limits;
    }

    @Override
    public @Nullable Refusal check(String key, ScoringRequest request, long now) {
        String set = request.candidateSet();
        Long deadline = request.deadlineMs();
        int most = limits.candidates();
        return new Checks(limits)
                .id("requestId", request.requestId())
                .key(key, "userId", request.userId())
                .id("placement", request.placement())
                .require(
                        request.k() >= 1,
                        DeadLetterReason.INVALID_K,
                        "k is " + request.k() + ": ask for at least 1 item")
                .require(
                        set != null || !request.candidates().isEmpty(),
                        DeadLetterReason.NO_CANDIDATES,
                        "neither candidates nor candidateSet: give one of them")
                .require(
                        set == null || request.candidates().isEmpty(),
                        DeadLetterReason.AMBIGUOUS_CANDIDATES,
                        "both candidates and candidateSet: give one of them")
                .require(
                        request.candidates().size() <= most,
                        DeadLetterReason.TOO_MANY_CANDIDATES,
                        request.candidates().size() + " candidates: at most " + most)
                .require(
                        request.exclude().size() <= most,
                        DeadLetterReason.TOO_MANY_CANDIDATES,
                        request.exclude().size() + " ids in exclude: at most " + most)
                .optionalId("candidateSet", set)
                .ids("candidates", request.candidates())
                .ids("exclude", request.exclude())
                .require(
                        deadline == null || deadline > 0,
                        DeadLetterReason.INVALID_VALUE,
                        "deadlineMs is " + deadline + ": it has to be above 0, or null for the service's default")
                .eventTime(request.eventTime(), now)
                .refusal();
    }
}
