package dev.banditstreams.topology;

import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.ScoringRequest;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** A request that waits, and what for. For one thread. */
final class Waiting {

    /** In the store; unique, and in the order of arrival. */
    final String key;

    final String userId;

    /** The set that it waits for; null: none. */
    final @Nullable String candidateSet;

    /** Until when, milliseconds since the epoch. */
    final long deadline;

    /** Of its record's key and value. */
    final int bytes;

    /** Null: it lies in the store only, from before a restart. */
    @Nullable
    Accepted<ScoringRequest> accepted;

    /** Whether what it lacks was asked for. */
    boolean asked;

    private boolean ended;
    private final Set<EntityKey> open = new HashSet<>();
    private final Map<EntityKey, FailureCode> failed = new HashMap<>();

    Waiting(String key, String userId, @Nullable String candidateSet, long deadline, int bytes) {
        this.key = key;
        this.userId = userId;
        this.candidateSet = candidateSet;
        this.deadline = deadline;
        this.bytes = bytes;
    }

    /** Whether it was answered or refused. */
    boolean ended() {
        return ended;
    }

    /** It was answered or refused. Reads that are under way may still know of it, so it keeps nothing. */
    void end() {
        ended = true;
        accepted = null;
        open.clear();
        failed.clear();
    }

    void waitFor(EntityKey entity) {
        open.add(entity);
    }

    void arrived(EntityKey entity, FeatureAnswer answer) {
        open.remove(entity);
        if (ended) {
            return;
        }
        if (answer instanceof FeatureAnswer.Failed failure) {
            failed.put(entity, failure.code());
        }
    }

    /** Entities without an answer. */
    int open() {
        return open.size();
    }

    /**
     * What it is answered without, of what is not known now.
     *
     * @param ofOpen why what has no answer yet is not waited for
     */
    Shortfall shortfall(LocalFeatures local, FailureCode ofOpen) {
        if (local.complete() || (open.isEmpty() && failed.isEmpty())) {
            return Shortfall.NONE;
        }
        Map<String, FeatureOrigin> items = new HashMap<>();
        Set<String> reasons = new LinkedHashSet<>();
        for (EntityKey entity : local.misses()) {
            FailureCode code = open.contains(entity) ? ofOpen : failed.get(entity);
            if (code != null) {
                FeatureOrigin origin = origin(code);
                reasons.add(reason(origin));
                if (entity.type() == EntityType.ITEM) {
                    items.put(entity.id(), origin);
                }
            }
        }
        return new Shortfall(items, List.copyOf(reasons));
    }

    private static FeatureOrigin origin(FailureCode code) {
        return switch (code) {
            case DEADLINE -> FeatureOrigin.PRIOR_DEADLINE;
            case CIRCUIT_OPEN -> FeatureOrigin.PRIOR_CIRCUIT;
            case SATURATED, CANCELLED -> FeatureOrigin.PRIOR_SHED;
            case UNAVAILABLE, EXHAUSTED, INTERNAL, UNANSWERED, UNREADABLE, TOO_LARGE, REFUSED ->
                FeatureOrigin.PRIOR_ERROR;
        };
    }

    private static String reason(FeatureOrigin origin) {
        return switch (origin) {
            case PRIOR_DEADLINE -> "deadline";
            case PRIOR_CIRCUIT -> "circuit";
            case PRIOR_SHED -> "shed";
            default -> "error";
        };
    }
}
