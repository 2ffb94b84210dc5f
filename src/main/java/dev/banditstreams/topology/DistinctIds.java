package dev.banditstreams.topology;

import java.util.Arrays;

/**
 * Finds ids that came before, among ids that lie in one array of bytes. To be used again and again, by one thread.
 *
 * <p>Open addressing over the positions at which the ids were added, with eight places or more for each, so that few
 * meet another: a branch that is rarely taken costs nothing. Positions count on from list to list, which empties the
 * table without writing to it.
 */
final class DistinctIds {

    private static final int PLACES = 8;
    private static final int LEAST_SLOTS = 16;

    private int[] slots = new int[LEAST_SLOTS];
    private int mask = slots.length - 1;

    /** What a slot holds for the first id; less is from a list before. */
    private int first = 1;

    private int most;
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
        // What was added lies below.
        first += this.most;
        this.most = most;
        int size = Math.max(LEAST_SLOTS, Integer.highestOneBit(Math.max(1, most)) * 2 * PLACES);
        if (slots.length < size) {
            slots = new int[size];
        } else if (first > Integer.MAX_VALUE - most) {
            Arrays.fill(slots, 0);
            first = 1;
        }
        mask = size - 1;
    }

    /** Adds the id at an index; false if an equal one was added. */
    boolean add(int i) {
        long hash = hashes[i];
        int at = (int) (hash >>> 20) & mask;
        while (slots[at] >= first) {
            int before = slots[at] - first;
            if (hashes[before] == hash && is(before, bytes, offsets[i], lengths[i])) {
                return false;
            }
            at = (at + 1) & mask;
        }
        slots[at] = first + i;
        return true;
    }

    /** Whether an id, which may lie in another array, was added. */
    boolean contains(long hash, byte[] utf8, int offset, int length) {
        int at = (int) (hash >>> 20) & mask;
        while (slots[at] >= first) {
            int before = slots[at] - first;
            if (hashes[before] == hash && is(before, utf8, offset, length)) {
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
