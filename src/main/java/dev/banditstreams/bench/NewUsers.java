package dev.banditstreams.bench;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Whose requests are whose: of usual users, or, while they are to come, a share of new ones, each with one request.
 *
 * <p>{@link #come} is for any thread, {@link #decide} for the sender, and everything else for whoever asks about
 * requests that were decided.
 */
final class NewUsers {

    private static final String LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz";
    private static final String CHARACTERS = LETTERS + "0123456789";

    /** So that it has nothing to do with which requests are rewarded. */
    private static final long SALT = 0x5851F42D4C957F2DL;

    private final double share;
    private volatile boolean coming;
    private volatile long count;

    /** The requests with which they began to come, and ended, in turn. */
    private volatile long[] turns = {};

    /** @param share of the requests while they come */
    NewUsers(double share) {
        this.share = share;
    }

    /** Whether they come, from the next request on. */
    void come(boolean from) {
        coming = from;
    }

    /** By the sender for each request, in order, before it is encoded. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one thread writes them
    void decide(long number) {
        boolean now = coming;
        long[] before = turns;
        if (now != (before.length % 2 == 1)) {
            long[] after = Arrays.copyOf(before, before.length + 1);
            after[before.length] = number;
            turns = after;
        }
        if (now && chosen(number)) {
            count++;
        }
    }

    boolean isNew(long number) {
        return chosen(number) && came(number);
    }

    /** New users so far. */
    long count() {
        return count;
    }

    String userId(long number) {
        byte[] key = RequestIds.key();
        put(key, RequestIds.keyOffset(), number);
        return new String(key, StandardCharsets.US_ASCII);
    }

    /**
     * Writes the end of the user's id in place: digits of a usual one, of a new one a letter and then letters or
     * digits.
     */
    void put(byte[] record, int at, long number) {
        if (!isNew(number)) {
            RequestIds.putUser(record, at, RequestIds.user(number));
            return;
        }
        long rest = number;
        for (int i = at + RequestIds.USER_DIGITS - 1; i > at; i--) {
            record[i] = (byte) CHARACTERS.charAt((int) (rest % CHARACTERS.length()));
            rest /= CHARACTERS.length();
        }
        if (rest >= LETTERS.length()) {
            throw new BenchException("request " + number + ": there are no ids for so many new users");
        }
        record[at] = (byte) LETTERS.charAt((int) rest);
    }

    private boolean chosen(long number) {
        return share > 0 && SplitMix.among(number ^ SALT, share);
    }

    private boolean came(long number) {
        long[] all = turns;
        int before = all.length;
        // What is asked about was sent of late.
        while (before > 0 && all[before - 1] > number) {
            before--;
        }
        return before % 2 == 1;
    }
}
