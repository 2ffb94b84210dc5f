package dev.banditstreams.topology;

/**
 * Ids in UTF-8 behind their lengths, in large arrays, none in two of them. One thread writes, others read what was
 * published to them.
 */
final class LongIds {

    private static final int CHUNK_BITS = 20;
    private static final int CHUNK_MASK = (1 << CHUNK_BITS) - 1;
    private static final int LENGTH_BYTES = 2;

    private final byte[][] chunks = new byte[1 << (Integer.SIZE - 1 - CHUNK_BITS)][];

    /** The next free place: chunk and offset. */
    private int next;

    /**
     * @return its place
     * @throws IllegalStateException if there is no more room
     */
    int add(byte[] utf8) {
        int needed = LENGTH_BYTES + utf8.length;
        if (utf8.length >= 1 << (8 * LENGTH_BYTES)) {
            throw new IllegalArgumentException("an item id of " + utf8.length + " bytes");
        }
        if ((next & CHUNK_MASK) + needed > 1 << CHUNK_BITS) {
            next = ((next >>> CHUNK_BITS) + 1) << CHUNK_BITS;
        }
        if (next < 0) {
            throw new IllegalStateException("the item table is full: its ids take 2 GiB");
        }
        if (chunks[next >>> CHUNK_BITS] == null) {
            chunks[next >>> CHUNK_BITS] = new byte[1 << CHUNK_BITS];
        }
        byte[] chunk = chunks[next >>> CHUNK_BITS];
        int place = next;
        int at = place & CHUNK_MASK;
        chunk[at] = (byte) utf8.length;
        chunk[at + 1] = (byte) (utf8.length >>> 8);
        System.arraycopy(utf8, 0, chunk, at + LENGTH_BYTES, utf8.length);
        next += needed;
        return place;
    }

    /** The array in which the id at a place lies. */
    byte[] bytes(int place) {
        return chunks[place >>> CHUNK_BITS];
    }

    /** Where in {@link #bytes} it starts. */
    int offset(int place) {
        return (place & CHUNK_MASK) + LENGTH_BYTES;
    }

    int length(int place) {
        byte[] chunk = bytes(place);
        int at = place & CHUNK_MASK;
        return (chunk[at] & 0xFF) | (chunk[at + 1] & 0xFF) << 8;
    }
}
