package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * What a request reads of each candidate, side by side, because with a million items each place that it looks at is a
 * wait for main memory: the id, some flags, and the posterior of the first cohort that got an arm (until one has, of
 * every cohort). 48 bytes an item; an id that has no room there lies elsewhere.
 *
 * <p>One thread writes, others read at the same time; whether the numbers of a posterior belong together is the
 * business of {@link SeqLocks}.
 */
final class ItemRows {

    /** Where a row's alpha is, as a double (0: nothing was ever computed). */
    static final int ALPHA = 16;

    static final int BETA = 24;

    /** Negative: the posterior was out of range, and what stands here is the prior. */
    static final int SCALE_ALPHA = 32;

    static final int SCALE_BETA = 40;

    static final VarHandle DOUBLE = MethodHandles.byteArrayViewVarHandle(double[].class, ByteOrder.nativeOrder());

    private static final int ROW_BYTES = 48;
    private static final int ROWS_BITS = 14;
    private static final int ROWS_MASK = (1 << ROWS_BITS) - 1;

    /** The first byte: the length of the id behind it, or {@link #ELSEWHERE}, and the flags. */
    private static final int LENGTH = 15;

    private static final int ELSEWHERE = LENGTH;
    private static final int KNOWN = 16;
    private static final int INACTIVE = 32;
    private static final int FETCHED = 64;
    private static final int STALE = 128;

    /** Where the place of an id that lies elsewhere is, as an int. */
    private static final int PLACE = 4;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.nativeOrder());

    private final byte[][] chunks = new byte[(ItemIndex.MOST_ITEMS >> ROWS_BITS) + 1][];
    private final LongIds longIds = new LongIds();

    /** The array in which an item's row lies. */
    byte[] chunk(int index) {
        return chunks[index >>> ROWS_BITS];
    }

    /** Where in {@link #chunk} it starts. */
    int at(int index) {
        return (index & ROWS_MASK) * ROW_BYTES;
    }

    /** Makes the row of an item. For the writing thread, as all that is called put. */
    void put(int index, byte[] utf8) {
        byte[] chunk = chunk(index);
        if (chunk == null) {
            chunk = new byte[ROW_BYTES << ROWS_BITS];
            chunks[index >>> ROWS_BITS] = chunk;
        }
        int at = at(index);
        if (utf8.length < ELSEWHERE) {
            chunk[at] = (byte) utf8.length;
            System.arraycopy(utf8, 0, chunk, at + 1, utf8.length);
        } else {
            INT.set(chunk, at + PLACE, longIds.add(utf8));
            chunk[at] = ELSEWHERE;
        }
    }

    /** @param fetched whether the features are not the table's yet */
    void putFlags(int index, boolean known, boolean active, boolean fetched) {
        byte[] chunk = chunk(index);
        int at = at(index);
        int flags = (known ? KNOWN : 0) | (active ? 0 : INACTIVE) | (fetched ? FETCHED : 0);
        chunk[at] = (byte) ((chunk[at] & LENGTH) | flags);
    }

    void putStale(int index, boolean stale) {
        byte[] chunk = chunk(index);
        int at = at(index);
        chunk[at] = (byte) (stale ? chunk[at] | STALE : chunk[at] & ~STALE);
    }

    /** @param invalid whether this is the prior, in place of a posterior out of range */
    void putPosterior(int index, double alpha, double beta, boolean invalid) {
        byte[] chunk = chunk(index);
        int at = at(index);
        double scale = BetaSampler.scale(alpha);
        DOUBLE.set(chunk, at + ALPHA, alpha);
        DOUBLE.set(chunk, at + BETA, beta);
        DOUBLE.set(chunk, at + SCALE_ALPHA, invalid ? -scale : scale);
        DOUBLE.set(chunk, at + SCALE_BETA, BetaSampler.scale(beta));
    }

    /** @param column one of the four numbers of the posterior */
    double number(int index, int column) {
        return (double) DOUBLE.get(chunk(index), at(index) + column);
    }

    /** Whether the item's features are known. */
    boolean known(int index) {
        return (first(index) & KNOWN) != 0;
    }

    /** Whether the item's features were read from a feature store, and are not the table's yet. */
    boolean fetched(int index) {
        return (first(index) & FETCHED) != 0;
    }

    /** Whether the item's features should be read again. */
    boolean stale(int index) {
        return (first(index) & STALE) != 0;
    }

    /** Whether the item may be ranked. */
    boolean active(int index) {
        return (first(index) & INACTIVE) == 0;
    }

    /** Whether this is the item's id. */
    boolean is(int index, byte[] utf8, int offset, int length) {
        int inRow = first(index) & LENGTH;
        if (inRow != ELSEWHERE) {
            return inRow == length && equal(chunk(index), at(index) + 1, utf8, offset, length);
        }
        int place = place(index);
        int start = longIds.offset(place);
        return longIds.length(place) == length
                && Arrays.equals(longIds.bytes(place), start, start + length, utf8, offset, offset + length);
    }

    /** The array in which the item's id lies. */
    byte[] idBytes(int index) {
        return isElsewhere(index) ? longIds.bytes(place(index)) : chunk(index);
    }

    /** Where in {@link #idBytes} it starts. */
    int idOffset(int index) {
        return isElsewhere(index) ? longIds.offset(place(index)) : at(index) + 1;
    }

    /** Its length in bytes. */
    int idLength(int index) {
        return isElsewhere(index) ? longIds.length(place(index)) : first(index) & LENGTH;
    }

    /** The length of the id, and the flags. */
    byte first(int index) {
        return chunk(index)[at(index)];
    }

    private boolean isElsewhere(int index) {
        return (first(index) & LENGTH) == ELSEWHERE;
    }

    private int place(int index) {
        return (int) INT.get(chunk(index), at(index) + PLACE);
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
}
