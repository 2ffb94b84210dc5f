package dev.banditstreams.bench;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * The ids of a phase's requests and users, all of one length, so that a number can be put into an encoded record, and
 * read from one, in place.
 *
 * @param phase tells the phases of a run apart; six characters
 */
record RequestIds(String phase) {

    static final int DIGITS = 10;

    /** A record in the wire format begins with a zero byte and the schema's id. */
    static final int HEADER = 5;

    private static final int PHASE = 6;
    static final int USERS = 100_000;
    static final int USER_DIGITS = 5;

    RequestIds {
        if (phase.length() != PHASE) {
            throw new IllegalArgumentException("not six characters: " + phase);
        }
    }

    /** @param number of a request, from 0 */
    String request(long number) {
        return phase + "-" + String.format(Locale.ROOT, "%0" + DIGITS + "d", number);
    }

    /** The user of a request: users are spread evenly, and neighbours differ. */
    static int user(long number) {
        long mixed = number * 0x9E3779B97F4A7C15L;
        return (int) Long.remainderUnsigned(mixed ^ (mixed >>> 32), USERS);
    }

    static String userId(int user) {
        return "user-" + String.format(Locale.ROOT, "%0" + USER_DIGITS + "d", user);
    }

    /** Where the number begins in an encoded request or recommendation: after header, length, phase and hyphen. */
    static int numberOffset() {
        return HEADER + 1 + PHASE + 1;
    }

    /** Where the user's number begins in an encoded request. */
    static int userOffset() {
        return numberOffset() + DIGITS + 1 + "user-".length();
    }

    static void putNumber(byte[] record, long number) {
        digits(record, numberOffset(), DIGITS, number);
    }

    static void putUser(byte[] record, int at, int user) {
        digits(record, at, USER_DIGITS, user);
    }

    /**
     * The request that an encoded recommendation answers.
     *
     * @return -1: none of this phase
     */
    long number(ByteBuffer value) {
        int from = value.position();
        int end = from + numberOffset() + DIGITS;
        if (value.limit() < end || value.get(from + HEADER) != 2 * (PHASE + 1 + DIGITS)) {
            return -1;
        }
        for (int i = 0; i < PHASE; i++) {
            if (value.get(from + HEADER + 1 + i) != phase.charAt(i)) {
                return -1;
            }
        }
        long number = 0;
        for (int i = from + numberOffset(); i < end; i++) {
            int digit = value.get(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            number = 10 * number + digit;
        }
        return number;
    }

    private static void digits(byte[] record, int at, int count, long number) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            record[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** A key of some user, for {@link #putUser} at {@link #keyOffset}. */
    static byte[] key() {
        return userId(0).getBytes(StandardCharsets.US_ASCII);
    }

    static int keyOffset() {
        return "user-".length();
    }
}
