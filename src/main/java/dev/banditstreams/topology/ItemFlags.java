package dev.banditstreams.topology;

/**
 * Two flags for each item, packed: those of a million items fit into a core's cache. One thread writes, others read at
 * the same time.
 */
final class ItemFlags {

    private static final int PAGE_BITS = 14;
    private static final int ITEM_BITS = 2;
    private static final int WORD_ITEMS_BITS = 5;
    private static final int WORD_MASK = (1 << WORD_ITEMS_BITS) - 1;
    private static final int WORDS_BITS = PAGE_BITS - WORD_ITEMS_BITS;
    private static final int WORDS_MASK = (1 << WORDS_BITS) - 1;

    private static final int KNOWN = 1;
    private static final int INACTIVE = 2;
    private static final long ALL = KNOWN | INACTIVE;

    private final long[][] pages = new long[(ItemIndex.MOST_ITEMS >> PAGE_BITS) + 1][];

    /** Whether the item's features are known. */
    boolean known(int index) {
        return (flags(index) & KNOWN) != 0;
    }

    /** Whether the item may be ranked. */
    boolean active(int index) {
        return (flags(index) & INACTIVE) == 0;
    }

    void put(int index, boolean known, boolean active) {
        long[] page = pages[index >>> PAGE_BITS];
        if (page == null) {
            page = new long[1 << WORDS_BITS];
            pages[index >>> PAGE_BITS] = page;
        }
        int word = word(index);
        long flags = (known ? KNOWN : 0) | (active ? 0 : INACTIVE);
        page[word] = (page[word] & ~(ALL << shift(index))) | flags << shift(index);
    }

    private long flags(int index) {
        long[] page = pages[index >>> PAGE_BITS];
        return page == null ? 0 : page[word(index)] >>> shift(index);
    }

    private static int word(int index) {
        return (index >>> WORD_ITEMS_BITS) & WORDS_MASK;
    }

    private static int shift(int index) {
        return (index & WORD_MASK) * ITEM_BITS;
    }
}
