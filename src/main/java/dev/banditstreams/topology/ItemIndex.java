package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Gives every item id a dense index, from 0 in the order of their coming, for good.
 *
 * <p>Open addressing by {@link Seeds#item} over the ids in {@link ItemRows}, with no object for the garbage collector
 * to follow. One thread writes, others read at the same time; they find an id once it is in its slot, which is the last
 * that is written.
 */
final class ItemIndex {

    /** No item has it. */
    static final int ABSENT = -1;

    /**
     * A slot has 25 bits for the index (plus one, 0 is empty) and 7 of the hash, so that few ids are compared in vain.
     */
    static final int MOST_ITEMS = (1 << 25) - 2;

    private static final int INDEX_BITS = 25;
    private static final int INDEX_MASK = (1 << INDEX_BITS) - 1;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);

    private final ItemRows rows;

    private volatile int[] slots = new int[1 << 10];
    private volatile int size;

    /** @param rows gets a row for each item */
    ItemIndex(ItemRows rows) {
        this.rows = rows;
    }

    int size() {
        return size;
    }

    /**
     * The index of an id.
     *
     * @param hash {@link Seeds#item} of the id
     * @return {@link #ABSENT} if it has none
     */
    int find(long hash, byte[] utf8, int offset, int length) {
        int[] table = slots;
        int mask = table.length - 1;
        int tag = tag(hash);
        for (int at = (int) hash & mask; ; at = (at + 1) & mask) {
            int slot = (int) SLOTS.getAcquire(table, at);
            if (slot == 0) {
                return ABSENT;
            }
            if ((slot & ~INDEX_MASK) == tag && rows.is((slot & INDEX_MASK) - 1, utf8, offset, length)) {
                return (slot & INDEX_MASK) - 1;
            }
        }
    }

    /**
     * The indices of many ids, as {@link #find(long, byte[], int, int)} gives them one by one.
     *
     * <p>With a million items almost every access to slots and rows goes to main memory. Each is made for all ids
     * before the next kind, with nothing to decide in between: so they overlap, where a wrongly predicted branch would
     * wait for one after the other.
     *
     * @param items gets the result
     */
    void find(IdColumns ids, int[] items) {
        int count = ids.count;
        long[] hashes = ids.hashes;
        int[] table = slots;
        int mask = table.length - 1;
        int touched = 0;
        for (int i = 0; i < count; i++) {
            touched += table[(int) hashes[i] & mask];
        }
        for (int i = 0; i < count; i++) {
            items[i] = probe(table, hashes[i]);
        }
        for (int i = 0; i < count; i++) {
            touched += items[i] == ABSENT ? 0 : rows.first(items[i]);
        }
        for (int i = 0; i < count; i++) {
            if (items[i] != ABSENT && !rows.is(items[i], ids.bytes, ids.offsets[i], ids.lengths[i])) {
                items[i] = find(hashes[i], ids.bytes, ids.offsets[i], ids.lengths[i]);
            }
        }
        ids.touched = touched; // or the compiler would leave out the accesses
    }

    /** The first item whose slot fits the hash, likely but not surely the right one. */
    private static int probe(int[] table, long hash) {
        int mask = table.length - 1;
        int tag = tag(hash);
        for (int at = (int) hash & mask; ; at = (at + 1) & mask) {
            int slot = (int) SLOTS.getAcquire(table, at);
            if (slot == 0) {
                return ABSENT;
            }
            if ((slot & ~INDEX_MASK) == tag) {
                return (slot & INDEX_MASK) - 1;
            }
        }
    }

    /**
     * The index of an id, which gets one if it has none. For the writing thread.
     *
     * @throws IllegalStateException if there are too many items
     */
    int add(long hash, byte[] utf8) {
        int found = find(hash, utf8, 0, utf8.length);
        if (found != ABSENT) {
            return found;
        }
        int index = size;
        if (index == MOST_ITEMS) {
            throw new IllegalStateException("the item table is full: it takes " + MOST_ITEMS + " items");
        }
        rows.put(index, utf8);
        int[] table = slots;
        if (index >= table.length / 4 * 3) {
            table = grown(table);
            insert(table, hash, index);
            slots = table;
        } else {
            insert(table, hash, index);
        }
        size = index + 1;
        return index;
    }

    private int[] grown(int[] table) {
        int[] larger = new int[2 * table.length];
        for (int index = 0; index < size; index++) {
            insert(larger, Seeds.item(rows.idBytes(index), rows.idOffset(index), rows.idLength(index)), index);
        }
        return larger;
    }

    private static void insert(int[] table, long hash, int index) {
        int mask = table.length - 1;
        int at = (int) hash & mask;
        while (table[at] != 0) {
            at = (at + 1) & mask;
        }
        SLOTS.setRelease(table, at, tag(hash) | (index + 1));
    }

    private static int tag(long hash) {
        return (int) (hash >>> 32) & ~INDEX_MASK;
    }
}
