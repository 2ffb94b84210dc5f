package dev.banditstreams.check;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Reward;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What a reward has to fulfil before it is attributed. */
final class RewardRefusals {

    static final String IMPRESSION = "impression";

    /** Reasons that these rules know, and so can contradict; others depend on limits and on the registry. */
    private static final Set<String> KNOWN = Set.of(
            DeadLetterReason.INVALID_VALUE.code(),
            DeadLetterReason.UNKNOWN_TYPE.code(),
            DeadLetterReason.FUTURE.code(),
            DeadLetterReason.WRONG_PARTITION.code(),
            DeadLetterReason.KEY_MISMATCH.code());

    private final CheckOptions options;
    private final int partitions;

    RewardRefusals(CheckOptions options, int partitions) {
        this.options = options;
        this.partitions = partitions;
    }

    static boolean isKnown(String reason) {
        return KNOWN.contains(reason);
    }

    /** Why the reward has to be a dead letter whatever it is for; null: it need not. */
    @Nullable
    String reason(HistoryRecord record, Reward reward) {
        byte[] key = record.key();
        if (key == null || key.length == 0) {
            return DeadLetterReason.MISSING_ID.code();
        }
        if (options.checkPartition() && Hashes.partition(key, partitions) != record.partition()) {
            return DeadLetterReason.WRONG_PARTITION.code();
        }
        if (reward.rewardId().isBlank()
                || reward.userId().isBlank()
                || reward.itemId().isBlank()
                || reward.type().isBlank()) {
            return DeadLetterReason.MISSING_ID.code();
        }
        if (!new String(key, UTF_8).equals(reward.userId())) {
            return DeadLetterReason.KEY_MISMATCH.code();
        }
        Double value = reward.value();
        boolean impression = reward.type().equals(IMPRESSION);
        if (value != null && (impression || !(value >= 0 && value <= 1))) {
            return DeadLetterReason.INVALID_VALUE.code();
        }
        if (value == null && !impression && !options.rewardValues().containsKey(reward.type())) {
            return DeadLetterReason.UNKNOWN_TYPE.code();
        }
        if (reward.eventTime() < 0) {
            return DeadLetterReason.INVALID_VALUE.code();
        }
        if (reward.eventTime() > record.time() + options.futureMillis()) {
            return DeadLetterReason.FUTURE.code();
        }
        return reward.requestId() == null ? ofImport(reward) : blank(reward.requestId());
    }

    private @Nullable String ofImport(Reward reward) {
        Long sequence = reward.sequence();
        if (reward.importId() == null || sequence == null || reward.importId().isBlank()) {
            return DeadLetterReason.MISSING_ID.code();
        }
        if (sequence < 0 || reward.type().equals(IMPRESSION)) {
            return DeadLetterReason.INVALID_VALUE.code();
        }
        return options.importsAllowed() ? null : DeadLetterReason.IMPORT_NOT_ALLOWED.code();
    }

    private static @Nullable String blank(String id) {
        return id.isBlank() ? DeadLetterReason.MISSING_ID.code() : null;
    }
}
