package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * Gives every item id a dense index, from 0 in the order of their coming, for good.
 *
 * <p>Open addressing by {@link Seeds#item}, over ids in UTF-8 that have a cell each, in large arrays: 24 bytes an item
 * and no object for the garbage collector to follow. An id that doesn't fit into its cell lies elsewhere, and costs two
 * bytes more than its length. One thread writes, others read at the same time; they find an id once it is in its slot,
 * which is the last that is written.
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

    /** A cell is the length and the id, or {@link #ELSEWHERE} and, from {@link #PLACE} on, where the id lies. */
    private static final int CELL_BITS = 4;

    private static final int MOST_IN_CELL = (1 << CELL_BITS) - 1;
    private static final byte ELSEWHERE = -1;
    private static final int PLACE = 4;

    private static final int CELLS_BITS = 14;
    private static final int CELLS_MASK = (1 << CELLS_BITS) - 1;

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int LENGTH_BYTES = 2;

    private static final VarHandle SLOTS = MethodHandles.arrayElementVarHandle(int[].class);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private volatile int[] slots = new int[1 << 10];
    private volatile int size;

    private final byte[][] cells = new byte[(MOST_ITEMS >> CELLS_BITS) + 1][];

    /** Ids that don't fit into their cells, behind their lengths; none lies in two chunks. */
    private final byte[][] chunks = new byte[1 << (Integer.SIZE - 1 - CHUNK_BITS)][];

    /** The next free place: chunk and offset. */
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
     * <p>With a million items almost every access to slots and cells goes to main memory. Each is made for all ids
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
            touched += items[i] == ABSENT ? 0 : cells(items[i])[cell(items[i])];
        }
        for (int i = 0; i < count; i++) {
            if (items[i] != ABSENT && !is(items[i], ids.bytes, ids.offsets[i], ids.lengths[i])) {
                items[i] = find(hashes[i], ids.bytes, ids.offsets[i], ids.lengths[i]);
            }
        }
        ids.touched = touched; // or the compiler would leave out the accesses
    }

    /** Fetches the ids of the chosen items from main memory, all at once. */
    void touch(int[] items, int[] chosen, int count, IdColumns ids) {
        int touched = 0;
        for (int i = 0; i < count; i++) {
            int item = items[chosen[i]];
            touched += item == ABSENT ? 0 : cells(item)[cell(item)];
        }
        ids.touched = touched;
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
        byte[] cells = cells(index);
        return cells[cell(index)] == ELSEWHERE ? chunks[place(index) >>> CHUNK_BITS] : cells;
    }

    /** Where in {@link #idBytes} it starts. */
    int idOffset(int index) {
        int cell = cell(index);
        return cells(index)[cell] == ELSEWHERE ? (place(index) & CHUNK_MASK) + LENGTH_BYTES : cell + 1;
    }

    /** Its length in bytes. */
    int idLength(int index) {
        int length = cells(index)[cell(index)];
        return length == ELSEWHERE ? lengthAt(place(index)) : length;
    }

    private boolean is(int index, byte[] utf8, int offset, int length) {
        byte[] cells = cells(index);
        int cell = cell(index);
        if (length <= MOST_IN_CELL) {
            return cells[cell] == length && equal(cells, cell + 1, utf8, offset, length);
        }
        if (cells[cell] != ELSEWHERE) {
            return false;
        }
        int place = place(index);
        int start = (place & CHUNK_MASK) + LENGTH_BYTES;
        return lengthAt(place) == length
                && Arrays.equals(chunks[place >>> CHUNK_BITS], start, start + length, utf8, offset, offset + length);
    }

    /** As {@link Arrays#equals(byte[], int, int, byte[], int, int)}, which takes longer for what is as short. */
    private static boolean equal(byte[] a, int from, byte[] b, int offset, int length) {
        if (length < Long.BYTES) {
            return Arrays.equals(a, from, from + length, b, offset, offset + length);
        }
        int last = length - Long.BYTES;
        long first = (long) LONG.get(a, from) ^ (long) LONG.get(b, offset);
        long second = (long) LONG.get(a, from + last) ^ (long) LONG.get(b, offset + last);
        return (first | second) == 0;
    }

    private byte[] cells(int index) {
        return cells[index >>> CELLS_BITS];
    }

    private static int cell(int index) {
        return (index & CELLS_MASK) << CELL_BITS;
    }

    private int place(int index) {
        return (int) INT.get(cells(index), cell(index) + PLACE);
    }

    private int lengthAt(int place) {
        byte[] chunk = chunks[place >>> CHUNK_BITS];
        int at = place & CHUNK_MASK;
        return (chunk[at] & 0xFF) | (chunk[at + 1] & 0xFF) << 8;
    }

    private void store(int index, byte[] utf8) {
        byte[] cells = this.cells[index >>> CELLS_BITS];
        if (cells == null) {
            cells = new byte[1 << (CELLS_BITS + CELL_BITS)];
            this.cells[index >>> CELLS_BITS] = cells;
        }
        int cell = cell(index);
        if (utf8.length <= MOST_IN_CELL) {
            cells[cell] = (byte) utf8.length;
            System.arraycopy(utf8, 0, cells, cell + 1, utf8.length);
        } else {
            cells[cell] = ELSEWHERE;
            INT.set(cells, cell + PLACE, storeElsewhere(utf8));
        }
    }

    /** @return its place */
    private int storeElsewhere(byte[] utf8) {
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
        int place = next;
        int at = place & CHUNK_MASK;
        chunk[at] = (byte) utf8.length;
        chunk[at + 1] = (byte) (utf8.length >>> 8);
        System.arraycopy(utf8, 0, chunk, at + LENGTH_BYTES, utf8.length);
        next += needed;
        return place;
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
