package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * Gives every item id a dense index, from 0 in the order of their coming, for good.
 *
 * <p>Open addressing by {@link Seeds#item}, over ids that lie as UTF-8 in large arrays: 12 bytes an item besides the
 * id, and no object for the garbage collector to follow. One thread writes, others read at the same time; they find an
 * id once it is in its slot, which is the last that is written.
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

    private static final int PLACE_BITS = 14;
    private static final int PLACE_MASK = (1 << PLACE_BITS) - 1;
    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int LENGTH_BYTES = 2;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);

    private volatile int[] slots = new int[1 << 10];
    private volatile int size;

    /** Where each item's id starts: chunk and place in it. */
    private final int[][] places = new int[(MOST_ITEMS >> PLACE_BITS) + 1][];

    /** Ids behind their lengths; none lies in two chunks. */
    private final byte[][] chunks = new byte[1 << (Integer.SIZE - 1 - CHUNK_BITS)][];

    private int next;

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
            if ((slot & ~INDEX_MASK) == tag && is((slot & INDEX_MASK) - 1, utf8, offset, length)) {
                return (slot & INDEX_MASK) - 1;
            }
        }
    }

    /**
     * The indices of many ids, as {@link #find(long, byte[], int, int)} gives them one by one.
     *
     * <p>With a million items almost every access to slots, places and ids goes to main memory. Each is made for all
     * ids before the next kind, with nothing to decide in between: so they overlap, where a wrongly predicted branch
     * would wait for one after the other.
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
        int[] found = ids.places(count);
        for (int i = 0; i < count; i++) {
            found[i] = items[i] < 0 ? -1 : place(items[i]);
        }
        for (int i = 0; i < count; i++) {
            touched += found[i] < 0 ? 0 : chunks[found[i] >>> CHUNK_BITS][found[i] & CHUNK_MASK];
        }
        for (int i = 0; i < count; i++) {
            if (found[i] >= 0 && !isAt(found[i], ids.bytes, ids.offsets[i], ids.lengths[i])) {
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
        store(index, utf8);
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

    /** The array in which the item's id lies. */
    byte[] idBytes(int index) {
        return chunks[place(index) >>> CHUNK_BITS];
    }

    /** Where in {@link #idBytes} it starts. */
    int idOffset(int index) {
        return (place(index) & CHUNK_MASK) + LENGTH_BYTES;
    }

    /** Its length in bytes. */
    int idLength(int index) {
        int place = place(index);
        return length(chunks[place >>> CHUNK_BITS], place & CHUNK_MASK);
    }

    private boolean is(int index, byte[] utf8, int offset, int length) {
        return isAt(place(index), utf8, offset, length);
    }

    private boolean isAt(int place, byte[] utf8, int offset, int length) {
        byte[] chunk = chunks[place >>> CHUNK_BITS];
        int at = place & CHUNK_MASK;
        int start = at + LENGTH_BYTES;
        return length(chunk, at) == length
                && Arrays.equals(chunk, start, start + length, utf8, offset, offset + length);
    }

    private int place(int index) {
        return places[index >>> PLACE_BITS][index & PLACE_MASK];
    }

    private static int length(byte[] chunk, int at) {
        return (chunk[at] & 0xFF) | (chunk[at + 1] & 0xFF) << 8;
    }

    private void store(int index, byte[] utf8) {
        int needed = LENGTH_BYTES + utf8.length;
        if (utf8.length >= 1 << (8 * LENGTH_BYTES)) {
            throw new IllegalArgumentException("an item id of " + utf8.length + " bytes");
        }
        if ((next & CHUNK_MASK) + needed > 1 << CHUNK_BITS) {
            next = ((next >>> CHUNK_BITS) + 1) << CHUNK_BITS;
        }
        if (next < 0) {
            throw new IllegalStateException("the item table is full: its ids take 2 GiB");
        }
        if (chunks[next >>> CHUNK_BITS] == null) {
            chunks[next >>> CHUNK_BITS] = new byte[1 << CHUNK_BITS];
        }
        byte[] chunk = chunks[next >>> CHUNK_BITS];
        int at = next & CHUNK_MASK;
        chunk[at] = (byte) utf8.length;
        chunk[at + 1] = (byte) (utf8.length >>> 8);
        System.arraycopy(utf8, 0, chunk, at + LENGTH_BYTES, utf8.length);
        if (places[index >>> PLACE_BITS] == null) {
            places[index >>> PLACE_BITS] = new int[1 << PLACE_BITS];
        }
        places[index >>> PLACE_BITS][index & PLACE_MASK] = next;
        next += needed;
    }

    private int[] grown(int[] table) {
        int[] larger = new int[2 * table.length];
        for (int index = 0; index < size; index++) {
            insert(larger, Seeds.item(idBytes(index), idOffset(index), idLength(index)), index);
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
