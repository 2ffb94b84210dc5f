package dev.banditstreams.topology;

import java.util.Arrays;

/**
 * Finds ids that came before, among ids that lie in one array of bytes. To be used again and again, by one thread.
 *
 * <p>Open addressing over the positions at which the ids were added.
 */
final class DistinctIds {

    private int[] slots = new int[16];
    private int mask = slots.length - 1;
    private byte[] bytes = {};
    private long[] hashes = {};
    private int[] offsets = {};
    private int[] lengths = {};

    /**
     * Forgets all, and takes ids from these arrays from now on, by their index.
     *
     * @param most how many ids will come at most
     */
    void reset(byte[] bytes, long[] hashes, int[] offsets, int[] lengths, int most) {
        this.bytes = bytes;
        this.hashes = hashes;
        this.offsets = offsets;
        this.lengths = lengths;
        int size = Math.max(16, Integer.highestOneBit(Math.max(1, most)) * 4);
        if (slots.length < size) {
            slots = new int[size];
        } else {
            Arrays.fill(slots, 0, size, 0);
        }
        mask = size - 1;
    }

    /** Adds the id at an index; false if an equal one was added. */
    boolean add(int i) {
        long hash = hashes[i];
        int at = (int) (hash >>> 20) & mask;
        for (int slot = slots[at]; slot != 0; slot = slots[at]) {
            if (hashes[slot - 1] == hash && is(slot - 1, bytes, offsets[i], lengths[i])) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = i + 1;
        return true;
    }

    /** Whether an id, which may lie in another array, was added. */
    boolean contains(long hash, byte[] utf8, int offset, int length) {
        int at = (int) (hash >>> 20) & mask;
        for (int slot = slots[at]; slot != 0; slot = slots[at]) {
            if (hashes[slot - 1] == hash && is(slot - 1, utf8, offset, length)) {
                return true;
            }
            at = (at + 1) & mask;
        }
        return false;
    }

    private boolean is(int i, byte[] utf8, int offset, int length) {
        int start = offsets[i];
        return lengths[i] == length && Arrays.equals(bytes, start, start + length, utf8, offset, offset + length);
    }
}
