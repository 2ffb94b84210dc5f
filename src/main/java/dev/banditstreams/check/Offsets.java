package dev.banditstreams.check;

import java.util.BitSet;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongConsumer;

/** A set of offsets of one partition: a bit each. For one thread. */
final class Offsets {

    private static final int CHUNK_BITS = 20;
    private static final int MASK = (1 << CHUNK_BITS) - 1;

    private final Map<Long, BitSet> chunks = new TreeMap<>();

    /** @return whether it was not there before */
    boolean add(long offset) {
        BitSet chunk = chunks.computeIfAbsent(offset >> CHUNK_BITS, key -> new BitSet());
        int bit = (int) (offset & MASK);
        boolean added = !chunk.get(bit);
        chunk.set(bit);
        return added;
    }

    boolean contains(long offset) {
        BitSet chunk = chunks.get(offset >> CHUNK_BITS);
        return chunk != null && chunk.get((int) (offset & MASK));
    }

    /** In ascending order. */
    void forEach(LongConsumer consumer) {
        chunks.forEach((number, chunk) -> chunk.stream().forEach(bit -> consumer.accept((number << CHUNK_BITS) + bit)));
    }
}
