package dev.banditstreams.topology;

import static java.nio.charset.StandardCharsets.UTF_8;

import org.apache.kafka.common.utils.Utils;
import org.jspecify.annotations.Nullable;

/** Keys as bytes. */
final class Bytes {

    private Bytes() {}

    static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }

    static String text(byte[] utf8) {
        return new String(utf8, UTF_8);
    }

    /** Length; 0 for null. */
    static int length(byte @Nullable [] bytes) {
        return bytes == null ? 0 : bytes.length;
    }

    /** The partition that Kafka's own partitioner gives a key. */
    static int partition(byte[] key, int partitions) {
        return Utils.toPositive(Utils.murmur2(key)) % partitions;
    }
}
