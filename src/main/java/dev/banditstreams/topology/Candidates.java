package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ItemIds;
import java.util.Arrays;

/**
 * The candidates of one request that may be ranked, each once, in columns that are used again for the next request.
 *
 * <p>Listed candidates are looked up in the item table by the bytes of their ids; those of a set come with their
 * indices. For one thread; good until the next {@code take}.
 */
final class Candidates {

    private static final int DUPLICATE = -2;

    private final ItemIndex index;
    private final ItemRows rows;
    private final IdColumns listed = new IdColumns();
    private final IdColumns excluded = new IdColumns();
    private final DistinctIds seen = new DistinctIds();
    private final DistinctIds exclusion = new DistinctIds();

    private boolean fromList;
    private int distinct;
    private int count;
    private int absent;
    private int stale;
    private int[] items = {};
    private long[] setHashes = {};
    private long[] hashes = {};

    Candidates(ItemTable table) {
        this.index = table.index();
        this.rows = table.rows();
    }

    /** Takes the candidates that a request lists. */
    void take(ItemIds ids, ItemIds exclude) {
        fromList = true;
        listed.fill(ids);
        begin(listed.count, exclude);
        hashes = listed.hashes;
        seen.reset(listed.bytes, listed.hashes, listed.offsets, listed.lengths, listed.count);
        index.find(listed, items);
        for (int i = 0; i < listed.count; i++) {
            if (!seen.add(i)) {
                items[i] = DUPLICATE;
            }
        }
        for (int i = 0; i < listed.count; i++) {
            if (items[i] != DUPLICATE) {
                distinct++;
                listed.move(i, count);
                items[count] = items[i];
                keep(listed.hashes[count], items[count], listed.bytes, listed.offsets[count], listed.lengths[count]);
            }
        }
    }

    /** Takes the members of a set. */
    void take(SetTable.Members set, ItemIds exclude) {
        fromList = false;
        int size = set.items().length;
        begin(size, exclude);
        if (setHashes.length < size) {
            setHashes = new long[items.length];
        }
        hashes = setHashes;
        distinct = size;
        for (int i = 0; i < size; i++) {
            int item = set.items()[i];
            items[count] = item;
            hashes[count] = set.hashes()[i];
            if (excluded.count == 0) {
                count(item);
            } else {
                keep(hashes[count], item, rows.idBytes(item), rows.idOffset(item), rows.idLength(item));
            }
        }
    }

    /** Distinct candidates of the request. */
    int distinct() {
        return distinct;
    }

    /** Those that may be ranked: neither excluded nor inactive. */
    int eligible() {
        return count;
    }

    /** Eligible ones whose features are not known. */
    int absent() {
        return absent;
    }

    /** Eligible ones whose features are known and should be read again. */
    int stale() {
        return stale;
    }

    /** Dense indices of the eligible, or {@link ItemIndex#ABSENT}. */
    int[] items() {
        return items;
    }

    /** {@link Seeds#item} of the eligible. */
    long[] hashes() {
        return hashes;
    }

    boolean known(int i) {
        return items[i] != ItemIndex.ABSENT && rows.known(items[i]);
    }

    /** Whether its features were read from a feature store, and are not the table's yet. */
    boolean fetched(int i) {
        return items[i] != ItemIndex.ABSENT && rows.fetched(items[i]);
    }

    boolean stale(int i) {
        return items[i] != ItemIndex.ABSENT && rows.stale(items[i]);
    }

    byte[] idBytes(int i) {
        return fromList ? listed.bytes : rows.idBytes(items[i]);
    }

    int idOffset(int i) {
        return fromList ? listed.offsets[i] : rows.idOffset(items[i]);
    }

    int idLength(int i) {
        return fromList ? listed.lengths[i] : rows.idLength(items[i]);
    }

    String id(int i) {
        int start = idOffset(i);
        return Bytes.text(Arrays.copyOfRange(idBytes(i), start, start + idLength(i)));
    }

    private void begin(int most, ItemIds exclude) {
        if (items.length < most) {
            items = new int[Math.max(most, 2 * items.length)];
        }
        count = 0;
        distinct = 0;
        absent = 0;
        stale = 0;
        excluded.fill(exclude);
        if (excluded.count > 0) {
            exclusion.reset(excluded.bytes, excluded.hashes, excluded.offsets, excluded.lengths, excluded.count);
            for (int i = 0; i < excluded.count; i++) {
                exclusion.add(i);
            }
        }
    }

    /** Keeps the candidate at {@link #count}, unless it is excluded or inactive. */
    private void keep(long hash, int item, byte[] bytes, int offset, int length) {
        if (excluded.count == 0 || !exclusion.contains(hash, bytes, offset, length)) {
            count(item);
        }
    }

    private void count(int item) {
        if (item == ItemIndex.ABSENT) {
            absent++;
            count++;
        } else if (rows.active(item)) {
            absent += rows.known(item) ? 0 : 1;
            stale += rows.stale(item) ? 1 : 0;
            count++;
        }
    }
}
