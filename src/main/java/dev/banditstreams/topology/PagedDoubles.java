package dev.banditstreams.topology;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A few doubles for each item, all 0 until written, in pages that are made when an item of theirs is first written.
 *
 * <p>One thread writes, others read at the same time; whether what they read belongs together is the business of
 * {@link SeqLocks}.
 */
final class PagedDoubles {

    /** Items of a page; small, because the items of a cohort lie scattered. */
    static final int PAGE_ITEMS = 16;

    static final int PAGE_BITS = 4;

    private static final int PAGE_MASK = PAGE_ITEMS - 1;

    private final int stride;
    private volatile double[][] pages = {};

    /** @param stride doubles of an item */
    PagedDoubles(int stride) {
        this.stride = stride;
    }

    /**
     * All pages, by {@code index >> PAGE_BITS}; may be fewer than there are items, and null where nothing is written.
     */
    double[][] pages() {
        return pages;
    }

    /** The page of an item, or null where nothing is written. */
    double @Nullable [] page(int index) {
        return page(pages, index);
    }

    static double @Nullable [] page(double[][] pages, int index) {
        int number = index >> PAGE_BITS;
        return number < pages.length ? pages[number] : null;
    }

    /** Where in its page an item's doubles start. */
    int at(int index) {
        return (index & PAGE_MASK) * stride;
    }

    /** The page of an item, made if it isn't there. For the writing thread. */
    double[] pageToWrite(int index) {
        int number = index >> PAGE_BITS;
        double[][] now = pages;
        if (number >= now.length) {
            now = Arrays.copyOf(now, Math.max(number + 1, now.length + now.length / 2));
            pages = now;
        }
        double[] page = now[number];
        if (page == null) {
            page = new double[PAGE_ITEMS * stride];
            now[number] = page;
        }
        return page;
    }
}
