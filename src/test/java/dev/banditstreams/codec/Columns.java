package dev.banditstreams.codec;

import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.RankedItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Ranked items as columns; their ids lie one after the other. */
record Columns(List<RankedItem> items, ItemIds ids) implements RankedItems {

    Columns(List<RankedItem> items) {
        this(items, ItemIds.of(items.stream().map(RankedItem::itemId).toList()));
    }

    @Override
    public int size() {
        return items.size();
    }

    @Override
    public byte[] idBytes(int index) {
        return ids.bytes();
    }

    @Override
    public int idOffset(int index) {
        return at(index).offset();
    }

    @Override
    public int idLength(int index) {
        return at(index).length();
    }

    private ItemIds.Cursor at(int index) {
        ItemIds.Cursor cursor = new ItemIds.Cursor().reset(ids);
        for (int i = 0; i <= index; i++) {
            cursor.next();
        }
        return cursor;
    }

    @Override
    public double draw(int index) {
        return items.get(index).draw();
    }

    @Override
    public double score(int index) {
        Double score = items.get(index).score();
        return score == null ? Double.NaN : score;
    }

    @Override
    public double alpha(int index) {
        return items.get(index).alpha();
    }

    @Override
    public double beta(int index) {
        return items.get(index).beta();
    }

    @Override
    public double priorAlpha(int index) {
        return items.get(index).priorAlpha();
    }

    @Override
    public double priorBeta(int index) {
        return items.get(index).priorBeta();
    }

    @Override
    public long n(int index) {
        return items.get(index).n();
    }

    @Override
    public FeatureOrigin featureSource(int index) {
        return items.get(index).featureSource();
    }

    @Override
    public double propensity(int index) {
        Double propensity = items.get(index).propensity();
        return propensity == null ? Double.NaN : propensity;
    }

    @Override
    public @Nullable String propensityReason(int index) {
        return items.get(index).propensityReason();
    }

    @Override
    public List<String> rules(int index) {
        return items.get(index).rules();
    }
}
