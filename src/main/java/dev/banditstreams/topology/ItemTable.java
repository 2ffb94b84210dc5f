package dev.banditstreams.topology;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.ItemState;
import dev.banditstreams.topology.ScoringOptions.ItemFeatures;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.jspecify.annotations.Nullable;

/**
 * Everything that scoring reads of items, on the heap: a view of the global stores {@code item-table} and
 * {@code arm-statistics}, which are the truth.
 *
 * <p>Written by the thread that reads the global topics, read by any. Each update is idempotent, because a restore
 * feeds the table twice.
 */
public final class ItemTable {

    private final ItemFeatures names;
    private final ConcurrentMap<String, ItemRow> rows = new ConcurrentHashMap<>();

    public ItemTable(ItemFeatures names) {
        this.names = names;
    }

    /** Items of which something is known. */
    public int size() {
        return rows.size();
    }

    @Nullable
    ItemRow row(String itemId) {
        return rows.get(itemId);
    }

    /** @param state null: the item's features are forgotten, its arms are not */
    void putItem(String itemId, @Nullable ItemState state) {
        rows.compute(itemId, (id, row) -> (row == null ? ItemRow.unknown(id) : row).withFeatures(state, names));
    }

    /** @param arm null: an arm is never removed, so there is nothing to do */
    void putArm(String key, @Nullable ArmState arm) {
        if (arm == null) {
            return;
        }
        rows.compute(arm.itemId(), (id, row) -> (row == null ? ItemRow.unknown(id) : row).withArm(arm));
    }
}
