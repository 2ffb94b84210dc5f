package dev.banditstreams.topology;

/** A byte for each item. One thread writes, others read at the same time. */
final class ItemFlags {

    private static final int PAGE_BITS = 14;
    private static final int PAGE_MASK = (1 << PAGE_BITS) - 1;
    private static final byte KNOWN = 1;
    private static final byte INACTIVE = 2;

    private final byte[][] pages = new byte[(ItemIndex.MOST_ITEMS >> PAGE_BITS) + 1][];

    /** Whether the item's features are known. */
    boolean known(int index) {
        return (flags(index) & KNOWN) != 0;
    }

    /** Whether the item may be ranked. */
    boolean active(int index) {
        return (flags(index) & INACTIVE) == 0;
    }

    void put(int index, boolean known, boolean active) {
        byte[] page = pages[index >>> PAGE_BITS];
        if (page == null) {
            page = new byte[1 << PAGE_BITS];
            pages[index >>> PAGE_BITS] = page;
        }
        page[index & PAGE_MASK] = (byte) ((known ? KNOWN : 0) | (active ? 0 : INACTIVE));
    }

    private int flags(int index) {
        byte[] page = pages[index >>> PAGE_BITS];
        return page == null ? 0 : page[index & PAGE_MASK];
    }
}
