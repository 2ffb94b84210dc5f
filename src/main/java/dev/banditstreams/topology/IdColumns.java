package dev.banditstreams.topology;

import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.ItemIds;

/** Where each id of a list lies, and its hash, in arrays that are used again for the next list. For one thread. */
final class IdColumns {

    private final ItemIds.Cursor cursor = new ItemIds.Cursor();

    byte[] bytes = {};
    long[] hashes = {};
    int[] offsets = {};
    int[] lengths = {};
    int count;

    /** Of nothing; see {@link ItemIndex#find(IdColumns, int[])}. */
    int touched;

    void fill(ItemIds ids) {
        count = ids.size();
        bytes = ids.bytes();
        if (count > hashes.length) {
            int length = Math.max(count, 2 * hashes.length);
            hashes = new long[length];
            offsets = new int[length];
            lengths = new int[length];
        }
        cursor.reset(ids);
        for (int i = 0; cursor.next(); i++) {
            offsets[i] = cursor.offset();
            lengths[i] = cursor.length();
        }
        for (int i = 0; i < count; i++) {
            hashes[i] = Seeds.item(bytes, offsets[i], lengths[i]);
        }
    }

    /** Takes the id at one index to another, which isn't greater. */
    void move(int from, int to) {
        hashes[to] = hashes[from];
        offsets[to] = offsets[from];
        lengths[to] = lengths[from];
    }
}
