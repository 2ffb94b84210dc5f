package dev.banditstreams.codec;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes Avro's binary encoding field by field, into an array that is used again for the next record.
 *
 * <p>Where {@link BoundedDecoder} reads directly, this writes. For one thread.
 */
final class WireEncoder {

    private static final VarHandle LONGS = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final int MOST_OF_A_NUMBER = 10;
    /** A large record must not hold its array for ever. */
    private static final int MOST_KEPT = 1 << 20;

    private byte[] bytes = new byte[4096];
    private int position;

    /** Begins a record with these bytes. */
    WireEncoder begin(byte[] header) {
        if (bytes.length > MOST_KEPT) {
            bytes = new byte[MOST_KEPT];
        }
        position = 0;
        reserve(header.length);
        System.arraycopy(header, 0, bytes, 0, header.length);
        position = header.length;
        return this;
    }

    /** What was written since {@link #begin}. */
    byte[] toBytes() {
        return Arrays.copyOf(bytes, position);
    }

    void writeBoolean(boolean value) {
        reserve(1);
        bytes[position++] = (byte) (value ? 1 : 0);
    }

    void writeLong(long value) {
        reserve(MOST_OF_A_NUMBER);
        long rest = (value << 1) ^ (value >> 63);
        for (; (rest & ~0x7FL) != 0; rest >>>= 7) {
            bytes[position++] = (byte) (rest | 0x80);
        }
        bytes[position++] = (byte) rest;
    }

    void writeDouble(double value) {
        reserve(Double.BYTES);
        LONGS.set(bytes, position, Double.doubleToRawLongBits(value));
        position += Double.BYTES;
    }

    @SuppressWarnings("deprecation") // getBytes(int, int, byte[], int) is the one way to copy Latin-1 without an object
    void writeString(String text) {
        int start = position;
        int length = text.length();
        writeLong(length);
        reserve(length);
        text.getBytes(0, length, bytes, position);
        for (int i = 0; i < length; i++) {
            if (text.charAt(i) >= 0x80) {
                position = start;
                byte[] utf8 = text.getBytes(UTF_8);
                writeString(utf8, 0, utf8.length);
                return;
            }
        }
        position += length;
    }

    /** A string that is UTF-8 already. */
    void writeString(byte[] utf8, int offset, int length) {
        writeLong(length);
        reserve(length);
        System.arraycopy(utf8, offset, bytes, position, length);
        position += length;
    }

    /** Null, or a double, of a union that begins with null. */
    void writeOptional(@Nullable Double value) {
        writeBranch(value);
        if (value != null) {
            writeDouble(value);
        }
    }

    /** Null, or a string, of a union that begins with null. */
    void writeOptional(@Nullable String text) {
        writeBranch(text);
        if (text != null) {
            writeString(text);
        }
    }

    /** Which branch follows of a union that begins with null. */
    void writeBranch(@Nullable Object value) {
        writeLong(value == null ? 0 : 1);
    }

    /** Begins an array of so many items; ends it, too, if there are none. */
    void beginArray(int count) {
        writeLong(count);
    }

    /** Ends an array that had items. */
    void endArray(int count) {
        if (count > 0) {
            writeLong(0);
        }
    }

    void writeStrings(List<String> texts) {
        int count = texts.size();
        beginArray(count);
        for (int i = 0; i < count; i++) {
            writeString(texts.get(i));
        }
        endArray(count);
    }

    private void reserve(int more) {
        if (bytes.length - position < more) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(position, more), 2 * bytes.length));
        }
    }
}
