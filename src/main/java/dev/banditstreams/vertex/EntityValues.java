package dev.banditstreams.vertex;

import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.model.FeatureValue;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** What has come of one entity, in one message or in several. For one thread at a time. */
final class EntityValues {

    /**
     * One cell of an answer.
     *
     * @param value null: of a type that the service has not
     * @param generated as of when it holds, in milliseconds; {@link EventTimes#NONE}: not said
     */
    record Cell(@Nullable FeatureValue value, long generated) {}

    private final Asked asked;
    private final EventTimes times;
    private final Map<String, Cell> cells = new HashMap<>();
    private final Set<String> filled = new HashSet<>();
    private long newest = EventTimes.NONE;
    private @Nullable FeatureValue said;

    EntityValues(Asked asked, EventTimes times) {
        this.asked = asked;
        this.times = times;
    }

    /**
     * Takes a value; of two of the same feature the newer.
     *
     * @param cell null: the cell is empty, which is no value
     * @return false if nobody asked for the feature
     */
    boolean put(String name, @Nullable Cell cell) {
        boolean wanted = asked.wants(name);
        if (cell == null) {
            return wanted;
        }
        filled.add(name);
        if (times.readsFrom(name)) {
            said = cell.value;
        }
        if (!wanted) {
            return times.readsFrom(name);
        }
        Cell before = cells.get(name);
        if (before == null || before.generated < cell.generated) {
            cells.put(name, cell);
            newest = Math.max(newest, cell.generated);
        }
        return true;
    }

    /** Whether nothing that was asked for can still come. */
    boolean full() {
        return !asked.fetched().isEmpty() && filled.containsAll(asked.fetched());
    }

    /** An entity without a value for any feature, asked for or not, is none. */
    FeatureAnswer answer() {
        if (filled.isEmpty()) {
            return new FeatureAnswer.Missing();
        }
        Map<String, FeatureValue> values = new HashMap<>();
        cells.forEach((name, cell) -> {
            if (cell.value != null) {
                values.put(name, cell.value);
            }
        });
        return new FeatureAnswer.Found(values, times.of(newest, said));
    }
}
