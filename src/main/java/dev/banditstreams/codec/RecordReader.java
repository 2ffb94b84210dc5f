package dev.banditstreams.codec;

/** Reads records that were written with one schema. */
interface RecordReader<T> {

    /** @throws UnreadableException if the bytes from {@code offset} on aren't exactly one record */
    T read(byte[] bytes, int offset);
}
