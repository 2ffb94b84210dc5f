package dev.banditstreams.replay;

import dev.banditstreams.model.ArmKey;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.Outcome;
import java.util.BitSet;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;

/**
 * Follows this run's rewards through the service: to their outcome, and on to the state that is published for its arm.
 */
final class Feedback {

    /** A place in {@code outcomes}. */
    private record Place(int partition, long offset) {}

    private record Awaited(ArmKey arm, Place outcome) {}

    private final RunIds ids;
    private final BitSet applied = new BitSet();
    private final Map<Integer, Awaited> unpublished = new HashMap<>();
    private final Map<ArmKey, Place> published = new HashMap<>();

    Feedback(RunIds ids) {
        this.ids = ids;
    }

    /** Where the outcome was read. */
    void add(Outcome outcome, int partition, long offset) {
        int row = outcome.requestId() == null ? -1 : ids.rowOfRequest(outcome.requestId());
        if (row >= 0 && outcome.rewardIds().contains(ids.feedback(row))) {
            applied.set(row);
            unpublished.put(
                    row, new Awaited(new ArmKey(outcome.itemId(), outcome.cohort()), new Place(partition, offset)));
        }
    }

    void add(ArmState arm) {
        published.put(arm.key(), new Place(arm.partition(), arm.offset()));
    }

    /** Rows whose reward has an outcome. */
    BitSet applied() {
        return applied;
    }

    /** Outcomes that no published state holds yet. */
    int unpublished() {
        Iterator<Awaited> awaited = unpublished.values().iterator();
        while (awaited.hasNext()) {
            Awaited next = awaited.next();
            Place state = published.get(next.arm);
            if (state != null && state.partition == next.outcome.partition && state.offset >= next.outcome.offset) {
                awaited.remove();
            }
        }
        return unpublished.size();
    }
}
