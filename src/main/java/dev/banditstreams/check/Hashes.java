package dev.banditstreams.check;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The hashes of {@code docs/sampler.md}, of decision 0004 and of Kafka's partitioner, written out plainly. */
final class Hashes {

    private static final long FNV_OFFSET = 0xCBF29CE484222325L;
    private static final long FNV_PRIME = 0x100000001B3L;
    private static final int MURMUR = 0x5bd1e995;

    private Hashes() {}

    static long mix(long value) {
        long z = value;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    static long of(byte[] bytes) {
        long hash = FNV_OFFSET;
        for (byte octet : bytes) {
            hash = (hash ^ (octet & 0xFF)) * FNV_PRIME;
        }
        return mix(hash);
    }

    static long of(String text) {
        return of(text.getBytes(UTF_8));
    }

    static long seed(String requestId, String policyVersion) {
        return of(requestId + "\0" + policyVersion);
    }

    /** An arm's digest after one more outcome. */
    static long digest(long digest, String outcomeId) {
        return mix(31 * digest + of(outcomeId));
    }

    /** Several numbers as one. */
    static long together(long... numbers) {
        long hash = FNV_OFFSET;
        for (long number : numbers) {
            hash = mix(hash * 31 + number);
        }
        return hash;
    }

    /** Where Kafka's default partitioner puts a key: murmur2 without its sign. */
    static int partition(byte[] key, int partitions) {
        int length = key.length;
        int hash = 0x9747b28c ^ length;
        int whole = length / 4 * 4;
        for (int i = 0; i < whole; i += 4) {
            int word = (key[i] & 0xFF) | (key[i + 1] & 0xFF) << 8 | (key[i + 2] & 0xFF) << 16 | key[i + 3] << 24;
            word *= MURMUR;
            word ^= word >>> 24;
            word *= MURMUR;
            hash = hash * MURMUR ^ word;
        }
        int rest = length - whole;
        if (rest > 0) {
            int last = 0;
            for (int i = rest - 1; i >= 0; i--) {
                last = last << 8 | (key[whole + i] & 0xFF);
            }
            hash = (hash ^ last) * MURMUR;
        }
        hash = (hash ^ (hash >>> 13)) * MURMUR;
        hash ^= hash >>> 15;
        return (hash & 0x7FFFFFFF) % partitions;
    }
}
