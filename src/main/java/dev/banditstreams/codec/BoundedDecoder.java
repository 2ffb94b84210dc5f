package dev.banditstreams.codec;

import dev.banditstreams.model.ItemIds;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.avro.io.Decoder;
import org.apache.avro.util.Utf8;
import org.jspecify.annotations.Nullable;

/**
 * Reads Avro's binary encoding from a record that anybody may have written.
 *
 * <p>Work and memory are bounded by the record's length, whatever it says of itself: a string or byte array lies within
 * it, and the items of all collections, and the values that take no bytes, are each no more than it has bytes, give or
 * take {@link SchemaLimits#MAX_NODES}. Avro's own decoder believes a count up to a limit from a system property: with
 * an array of nulls, five bytes make it allocate hundreds of megabytes. Its check of counts against the remaining bytes
 * assumes the reader's sizes, so that an array of ints read as doubles fails at a record's end; it is off here, as
 * {@link Decoder#remainingBytes()} isn't overridden.
 *
 * <p>For one record and one thread.
 */
final class BoundedDecoder extends Decoder {

    private static final char REPLACEMENT = '\uFFFD';

    private final byte[] bytes;
    private int position;
    private long budget;

    BoundedDecoder(byte[] bytes, int offset) {
        this.bytes = bytes;
        this.position = offset;
        this.budget = 2L * (bytes.length - offset) + SchemaLimits.MAX_NODES;
    }

    /** Bytes that were not read. */
    int remaining() {
        return bytes.length - position;
    }

    @Override
    public void readNull() throws IOException {
        spend(1);
    }

    @Override
    public boolean readBoolean() throws IOException {
        byte value = bytes[take(1)];
        if (value != 0 && value != 1) {
            throw new IOException("a boolean has the byte " + value);
        }
        return value == 1;
    }

    @Override
    public int readInt() throws IOException {
        long value = readLong();
        if (value != (int) value) {
            throw new IOException("an int has the value " + value);
        }
        return (int) value;
    }

    @Override
    public long readLong() throws IOException {
        long raw = 0;
        for (int shift = 0; shift < Long.SIZE; shift += 7) {
            byte next = bytes[take(1)];
            raw |= (next & 0x7FL) << shift;
            if (next >= 0) {
                return (raw >>> 1) ^ -(raw & 1);
            }
        }
        throw new IOException("a number has more than 10 bytes");
    }

    @Override
    public float readFloat() throws IOException {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getFloat(take(Float.BYTES));
    }

    @Override
    public double readDouble() throws IOException {
        return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getDouble(take(Double.BYTES));
    }

    @Override
    public Utf8 readString(@Nullable Utf8 old) throws IOException {
        return new Utf8(readString());
    }

    @Override
    public String readString() throws IOException {
        int length = length();
        int start = take(length);
        String text = new String(bytes, start, length, StandardCharsets.UTF_8);
        if (text.indexOf(REPLACEMENT) >= 0) {
            requireUtf8(start, length);
        }
        return text;
    }

    @Override
    public void skipString() throws IOException {
        skipBytes();
    }

    @Override
    public ByteBuffer readBytes(@Nullable ByteBuffer old) throws IOException {
        int length = length();
        int start = take(length);
        return ByteBuffer.wrap(Arrays.copyOfRange(bytes, start, start + length));
    }

    @Override
    public void skipBytes() throws IOException {
        take(length());
    }

    @Override
    public void readFixed(byte[] target, int start, int length) throws IOException {
        skipFixed(length);
        System.arraycopy(bytes, position - length, target, start, length);
    }

    @Override
    public void skipFixed(int length) throws IOException {
        if (length == 0) {
            spend(1);
        }
        take(length);
    }

    @Override
    public int readEnum() throws IOException {
        return readInt();
    }

    @Override
    public int readIndex() throws IOException {
        return readInt();
    }

    @Override
    public long readArrayStart() throws IOException {
        return nextBlock();
    }

    @Override
    public long arrayNext() throws IOException {
        return nextBlock();
    }

    @Override
    public long skipArray() throws IOException {
        return nextBlock();
    }

    @Override
    public long readMapStart() throws IOException {
        return nextBlock();
    }

    @Override
    public long mapNext() throws IOException {
        return nextBlock();
    }

    @Override
    public long skipMap() throws IOException {
        return nextBlock();
    }

    /** Which branch of a union with null, written first, follows; false: null, which is read. */
    boolean readPresence() throws IOException {
        int branch = readIndex();
        if (branch == 0) {
            readNull();
        } else if (branch != 1) {
            throw new IOException("a union of two types has the index " + branch);
        }
        return branch == 1;
    }

    /** An array of strings, which stay where they are if it is one block. */
    ItemIds readItemIds() throws IOException {
        long count = nextBlock();
        if (count == 0) {
            return ItemIds.EMPTY;
        }
        ItemIds first = itemIds(count);
        count = nextBlock();
        if (count == 0) {
            return first;
        }
        List<ItemIds> blocks = new ArrayList<>(List.of(first));
        for (; count > 0; count = nextBlock()) {
            blocks.add(itemIds(count));
        }
        return ItemIds.join(blocks);
    }

    private ItemIds itemIds(long count) throws IOException {
        if (count > remaining()) {
            throw new EOFException("a block of " + count + " ids, with " + remaining() + " bytes left");
        }
        ItemIds ids = ItemIds.in(bytes, position, (int) count, bytes.length);
        position = ids.end();
        return ids;
    }

    /** An array of strings. */
    List<String> readStrings() throws IOException {
        return readArray(BoundedDecoder::readString);
    }

    /** An array of what {@code item} reads. */
    <T> List<T> readArray(AvroReader.Body<T> item) throws IOException {
        long count = nextBlock();
        if (count == 0) {
            return List.of();
        }
        List<T> items = new ArrayList<>();
        for (; count > 0; count = nextBlock()) {
            for (long i = 0; i < count; i++) {
                items.add(item.read(this));
            }
        }
        return items;
    }

    /** A map of strings. */
    Map<String, String> readTexts() throws IOException {
        long count = nextBlock();
        if (count == 0) {
            return Map.of();
        }
        Map<String, String> texts = new HashMap<>();
        for (; count > 0; count = nextBlock()) {
            for (long i = 0; i < count; i++) {
                texts.put(readString(), readString());
            }
        }
        return texts;
    }

    /** The number of items in the next block of a collection; 0: it ends. */
    private long nextBlock() throws IOException {
        long count = readLong();
        if (count < 0) {
            long size = readLong();
            if (size < 0 || size > remaining()) {
                throw new EOFException("a block of " + size + " bytes, with " + remaining() + " left");
            }
            count = -count;
        }
        if (count < 0) {
            throw new IOException("a block of " + count + " items");
        }
        spend(count);
        return count;
    }

    /** A length that fits into what remains. */
    private int length() throws IOException {
        long length = readLong();
        if (length < 0 || length > remaining()) {
            throw new EOFException("a value of " + length + " bytes, with " + remaining() + " left");
        }
        return (int) length;
    }

    /** Moves on by {@code length} bytes and returns where they start. */
    private int take(int length) throws IOException {
        int start = position;
        if (length > bytes.length - start) {
            throw new EOFException("the record ends within a value");
        }
        position = start + length;
        return start;
    }

    private void spend(long items) throws IOException {
        if (items > budget) {
            throw new IOException("more items than the record has bytes");
        }
        budget -= items;
    }

    /** Two different ids of malformed bytes would otherwise become the same text. */
    private void requireUtf8(int start, int length) throws IOException {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes, start, length));
        } catch (CharacterCodingException e) {
            throw new IOException("a string is not UTF-8", e);
        }
    }
}
