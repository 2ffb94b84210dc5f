package dev.banditstreams.codec;

import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/** Between Avro's byte buffers and arrays. */
final class Buffers {

    private Buffers() {}

    static byte[] bytes(ByteBuffer buffer) {
        byte[] bytes = new byte[buffer.remaining()];
        buffer.duplicate().get(bytes);
        return bytes;
    }

    static byte @Nullable [] orNull(@Nullable ByteBuffer buffer) {
        return buffer == null ? null : bytes(buffer);
    }

    static @Nullable ByteBuffer orNull(byte @Nullable [] bytes) {
        return bytes == null ? null : ByteBuffer.wrap(bytes);
    }
}
