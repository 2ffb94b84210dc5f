package dev.banditstreams.topology;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.util.Arrays;

/**
 * A row of a few numbers for each item of some pages; all 0 until written.
 *
 * <p>A page is made when an item of its is first written, because not every item has what lies here. Pages lie in large
 * chunks: each in an array of its own would have its length looked up there, too. The table of pages stays in a core's
 * cache, so that a row is one wait for main memory.
 *
 * <p>One thread writes, others read at the same time; whether what they read belongs together is the business of
 * {@link SeqLocks}.
 */
final class PagedRows {

    /** No row. */
    static final int NONE = -1;

    static final int PAGE_BITS = 6;
    static final int PAGE_ITEMS = 1 << PAGE_BITS;

    private static final int PAGE_MASK = PAGE_ITEMS - 1;
    private static final int CHUNK_BITS = 11;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;

    private static final VarHandle PAGES = MethodHandles.arrayElementVarHandle(int[].class);

    private final int stride;

    /** By {@code index >> PAGE_BITS}: one more than the page's first row; 0: there is no page. */
    private volatile int[] pages = {};

    private volatile long[][] chunks = {};
    private int given;

    /** @param stride numbers of a row */
    PagedRows(int stride) {
        this.stride = stride;
    }

    /** The number of an item's row, or {@link #NONE}. */
    int row(int index) {
        int[] all = pages;
        int number = index >> PAGE_BITS;
        int page = number < all.length ? (int) PAGES.getAcquire(all, number) : 0;
        return page == 0 ? NONE : page - 1 + (index & PAGE_MASK);
    }

    /** Where a row lies, from {@link #at} on. */
    long[] chunk(int row) {
        return chunks[row >>> CHUNK_BITS];
    }

    int at(int row) {
        return (row & CHUNK_MASK) * stride;
    }

    /** Whether the item's page is there. */
    boolean has(int index) {
        return row(index) != NONE;
    }

    /** 0 without a row. */
    long get(int index, int column) {
        int row = row(index);
        return row == NONE ? 0 : chunk(row)[at(row) + column];
    }

    /** 0 without a row. */
    double number(int index, int column) {
        return Double.longBitsToDouble(get(index, column));
    }

    /** For the writing thread, as all that follow. */
    void put(int index, int column, long value) {
        int row = rowToWrite(index);
        chunk(row)[at(row) + column] = value;
    }

    void put(int index, int column, double value) {
        put(index, column, Double.doubleToRawLongBits(value));
    }

    private int rowToWrite(int index) {
        int number = index >> PAGE_BITS;
        int[] all = pages;
        if (number >= all.length) {
            all = Arrays.copyOf(all, Math.max(number + 1, all.length + all.length / 2));
            pages = all;
        }
        if (all[number] == 0) {
            PAGES.setRelease(all, number, newPage() + 1);
        }
        return all[number] - 1 + (index & PAGE_MASK);
    }

    /** @return the number of its first row */
    private int newPage() {
        int first = given;
        long[][] all = chunks;
        if (first >>> CHUNK_BITS == all.length) {
            all = Arrays.copyOf(all, all.length + 1);
            all[first >>> CHUNK_BITS] = new long[stride << CHUNK_BITS];
            chunks = all;
        }
        given += PAGE_ITEMS;
        return first;
    }
}
