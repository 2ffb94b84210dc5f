package dev.banditstreams.topology;

import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.DeadLetterReason;
import org.jspecify.annotations.Nullable;

/** What a candidate set has to fulfil. */
final class SetRules implements Rules<CandidateSet> {

    private final Limits limits;

    SetRules(Limits limits) {
        this.limits = limits;
    }

    @Override
    public @Nullable Refusal check(String key, CandidateSet set, long now) {
        return new Checks(limits)
                .key(key, "setId", set.setId())
                .require(
                        !set.items().isEmpty(),
                        DeadLetterReason.NO_CANDIDATES,
                        "the set has no items: send a record without a value to remove it")
                .require(
                        set.items().size() <= limits.candidates(),
                        DeadLetterReason.TOO_MANY_CANDIDATES,
                        set.items().size() + " items: at most " + limits.candidates())
                .ids("items", set.items())
                .eventTime(set.eventTime(), now)
                .refusal();
    }
}
