package dev.banditstreams.topology;

import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Reward;
import org.jspecify.annotations.Nullable;

/** What a reward has to fulfil. */
final class RewardRules implements Rules<Reward> {

    private final Limits limits;
    private final LearningOptions options;

    RewardRules(Limits limits, LearningOptions options) {
        this.limits = limits;
        this.options = options;
    }

    @Override
    public @Nullable Refusal check(String key, Reward reward, long now) {
        Double value = reward.value();
        boolean impression = LearningOptions.isImpression(reward.type());
        Checks checks = new Checks(limits)
                .id("rewardId", reward.rewardId())
                .key(key, "userId", reward.userId())
                .id("itemId", reward.itemId())
                .id("type", reward.type())
                .require(
                        value == null || (value >= 0 && value <= 1),
                        DeadLetterReason.INVALID_VALUE,
                        "value is " + value + ": it has to lie in [0, 1]")
                .require(
                        !impression || value == null,
                        DeadLetterReason.INVALID_VALUE,
                        "an impression with the value " + value + ": an impression has none")
                .require(
                        value != null || impression || options.rewardValues().containsKey(reward.type()),
                        DeadLetterReason.UNKNOWN_TYPE,
                        "no value, and none is configured for type " + Checks.shown(reward.type())
                                + ": send a value or configure the type in bandit.reward.values")
                .eventTime(reward.eventTime(), now);
        if (reward.requestId() == null) {
            return importFault(checks, reward);
        }
        return checks.id("requestId", reward.requestId()).refusal();
    }

    private @Nullable Refusal importFault(Checks checks, Reward reward) {
        Long sequence = reward.sequence();
        return checks.require(
                        reward.importId() != null && sequence != null,
                        DeadLetterReason.MISSING_ID,
                        "requestId is missing; only an imported outcome has none, and that has importId and sequence")
                .optionalId("importId", reward.importId())
                .optionalId("cohort", reward.cohort())
                .require(
                        sequence == null || sequence >= 0,
                        DeadLetterReason.INVALID_VALUE,
                        "sequence is " + sequence + ": it has to be at least 0")
                .require(
                        !LearningOptions.isImpression(reward.type()),
                        DeadLetterReason.INVALID_VALUE,
                        "an impression can't be imported: import its outcome")
                .require(
                        options.importsAllowed(),
                        DeadLetterReason.IMPORT_NOT_ALLOWED,
                        "an imported outcome, and imports are off: set bandit.imports.allowed=true")
                .refusal();
    }
}
