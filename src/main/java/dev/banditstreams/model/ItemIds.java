package dev.banditstreams.model;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Item ids in order, as UTF-8 and without an object for each.
 *
 * <p>They lie one after the other in an array, mostly that of the record they came with, each behind its length: a
 * zigzag number of variable length, as in Avro's array of strings. Immutable as long as nobody writes to the array,
 * which nobody may. Safe for use by many threads; a {@link Cursor} is for one.
 */
public final class ItemIds {

    public static final ItemIds EMPTY = new ItemIds(new byte[0], 0, 0, 0, 0, -1);

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.nativeOrder());
    private static final long NOT_ASCII = 0x8080808080808080L;
    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private final int start;
    private final int end;
    private final int count;
    private final int longest;
    private final int firstBlank;

    private ItemIds(byte[] bytes, int start, int end, int count, int longest, int firstBlank) {
        this.bytes = bytes;
        this.start = start;
        this.end = end;
        this.count = count;
        this.longest = longest;
        this.firstBlank = firstBlank;
    }

    public static ItemIds of(String... ids) {
        return of(Arrays.asList(ids));
    }

    public static ItemIds of(List<String> ids) {
        List<byte[]> texts = new ArrayList<>(ids.size());
        long room = 0;
        for (String id : ids) {
            byte[] text = id.getBytes(UTF_8);
            texts.add(text);
            room += text.length + 5L; // a length has at most 5 bytes
        }
        byte[] bytes = new byte[Math.toIntExact(room)];
        int position = 0;
        for (byte[] text : texts) {
            int rest = text.length << 1;
            for (; rest > 0x7F || rest < 0; rest >>>= 7) {
                bytes[position++] = (byte) (rest | 0x80);
            }
            bytes[position++] = (byte) rest;
            System.arraycopy(text, 0, bytes, position, text.length);
            position += text.length;
        }
        return in(bytes, 0, ids.size(), position);
    }

    /**
     * The ids that lie in an array, which is not copied.
     *
     * @param start where the length of the first one is
     * @param limit where they have to have ended; see {@link #end()} for where they do
     * @throws IllegalArgumentException if {@code count} ids don't end there, or one isn't UTF-8
     */
    public static ItemIds in(byte[] bytes, int start, int count, int limit) {
        if (count == 0) {
            return EMPTY;
        }
        int longest = 0;
        int firstBlank = -1;
        int position = start;
        for (int index = 0; index < count; index++) {
            int length = length(bytes, position, limit);
            int at = behindLength(bytes, position);
            position = at + length;
            longest = Math.max(longest, length);
            // Below 0 is what isn't ASCII.
            if ((length == 0 || bytes[at] <= ' ')
                    && firstBlank < 0
                    && text(bytes, at, length).isBlank()) {
                firstBlank = index;
            }
        }
        ItemIds ids = new ItemIds(bytes, start, position, count, longest, firstBlank);
        if (!isAscii(bytes, start, position)) { // lengths of several bytes aren't either
            ids.requireUtf8();
        }
        return ids;
    }

    /** One after the other; copied, unless there is only one. */
    public static ItemIds join(List<ItemIds> parts) {
        if (parts.size() == 1) {
            return parts.get(0);
        }
        int room = parts.stream().mapToInt(part -> part.end - part.start).reduce(0, Math::addExact);
        byte[] bytes = new byte[room];
        int position = 0;
        int count = 0;
        int longest = 0;
        int firstBlank = -1;
        for (ItemIds part : parts) {
            System.arraycopy(part.bytes, part.start, bytes, position, part.end - part.start);
            if (firstBlank < 0 && part.firstBlank >= 0) {
                firstBlank = count + part.firstBlank;
            }
            position += part.end - part.start;
            count += part.count;
            longest = Math.max(longest, part.longest);
        }
        return count == 0 ? EMPTY : new ItemIds(bytes, 0, position, count, longest, firstBlank);
    }

    public int size() {
        return count;
    }

    public boolean isEmpty() {
        return count == 0;
    }

    /** The length of the longest id, in bytes; 0 without ids. */
    public int longest() {
        return longest;
    }

    /** The index of the first id that is empty or white space alone; -1: none is. */
    public int firstBlank() {
        return firstBlank;
    }

    /** The array in which the ids lie, among other things: not to be written to. */
    public byte[] bytes() {
        return bytes;
    }

    /** Where in {@link #bytes} the last id ends. */
    public int end() {
        return end;
    }

    /**
     * The id at an index, found by walking from the first.
     *
     * @throws IndexOutOfBoundsException if there is none
     */
    public String text(int index) {
        if (index < 0 || index >= count) {
            throw new IndexOutOfBoundsException(index);
        }
        Cursor cursor = new Cursor().reset(this);
        for (int i = 0; i <= index; i++) {
            cursor.next();
        }
        return cursor.text();
    }

    /** A new list of them all, with a new String for each. */
    public List<String> texts() {
        List<String> texts = new ArrayList<>(count);
        for (Cursor cursor = new Cursor().reset(this); cursor.next(); ) {
            texts.add(cursor.text());
        }
        return texts;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        if (!(other instanceof ItemIds that) || that.count != count) {
            return false;
        }
        Cursor mine = new Cursor().reset(this);
        Cursor theirs = new Cursor().reset(that);
        while (mine.next() && theirs.next()) {
            if (!Arrays.equals(
                    bytes,
                    mine.offset,
                    mine.offset + mine.length,
                    that.bytes,
                    theirs.offset,
                    theirs.offset + theirs.length)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        return texts().hashCode();
    }

    @Override
    public String toString() {
        return texts().toString();
    }

    /** The length that stands at a position; the id of this length ends before the limit. */
    private static int length(byte[] bytes, int position, int limit) {
        if (position < limit) {
            int only = bytes[position];
            if ((only & 0x81) == 0 && only >> 1 < limit - position) { // one byte, and no negative number
                return only >> 1;
            }
        }
        return longLength(bytes, position, limit);
    }

    private static int longLength(byte[] bytes, int position, int limit) {
        long raw = 0;
        int at = position;
        for (int shift = 0; shift < Long.SIZE && at < limit; shift += 7) {
            byte next = bytes[at++];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                long length = (raw >>> 1) ^ -(raw & 1);
                if (length < 0 || length > limit - at) {
                    throw new IllegalArgumentException("an id of " + length + " bytes, with " + (limit - at) + " left");
                }
                return (int) length;
            }
        }
        throw new IllegalArgumentException("the ids end before their count, or a length doesn't end");
    }

    private static int behindLength(byte[] bytes, int position) {
        int last = position;
        while (bytes[last] < 0) {
            last++;
        }
        return last + 1;
    }

    /** Whether no byte has the highest bit: eight at a time. */
    private static boolean isAscii(byte[] bytes, int from, int to) {
        long bits = 0;
        int i = from;
        for (; i <= to - Long.BYTES; i += Long.BYTES) {
            bits |= (long) LONGS.get(bytes, i);
        }
        for (; i < to; i++) {
            bits |= bytes[i];
        }
        return (bits & NOT_ASCII) == 0;
    }

    private static String text(byte[] bytes, int offset, int length) {
        return new String(bytes, offset, length, UTF_8);
    }

    /** Two different ids of malformed bytes would otherwise become the same text. */
    private void requireUtf8() {
        for (Cursor cursor = new Cursor().reset(this); cursor.next(); ) {
            int from = cursor.offset;
            int to = from + cursor.length;
            if (isAscii(bytes, from, to)) {
                continue;
            }
            String text = cursor.text();
            if (text.indexOf(REPLACEMENT) >= 0) {
                byte[] again = text.getBytes(UTF_8);
                if (!Arrays.equals(again, 0, again.length, bytes, from, to)) {
                    throw new IllegalArgumentException("an id is not UTF-8");
                }
            }
        }
    }

    /**
     * Goes through ids without making objects. To be used again and again, by one thread.
     *
     * <pre>{@code
     * for (cursor.reset(ids); cursor.next(); ) {
     *     use(ids.bytes(), cursor.offset(), cursor.length());
     * }
     * }</pre>
     */
    public static final class Cursor {

        private byte[] bytes = EMPTY.bytes;
        private int limit;
        private int left;
        private int position;
        private int offset;
        private int length;

        /** Goes before the first id of these. */
        public Cursor reset(ItemIds ids) {
            return over(ids.bytes, ids.start, ids.count, ids.end);
        }

        private Cursor over(byte[] bytes, int start, int count, int limit) {
            this.bytes = bytes;
            this.position = start;
            this.left = count;
            this.limit = limit;
            return this;
        }

        /** Goes to the next id; false: there is none. */
        public boolean next() {
            if (left == 0) {
                return false;
            }
            left--;
            length = ItemIds.length(bytes, position, limit);
            offset = behindLength(bytes, position);
            position = offset + length;
            return true;
        }

        /** Where in {@link ItemIds#bytes} the id starts. */
        public int offset() {
            return offset;
        }

        /** Of the id, in bytes. */
        public int length() {
            return length;
        }

        /** The id as a new String. */
        public String text() {
            return ItemIds.text(bytes, offset, length);
        }
    }
}
