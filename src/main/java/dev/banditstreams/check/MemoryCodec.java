package dev.banditstreams.check;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetterReason;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** Values that stay in memory: their bytes are a number. So synthetic histories need no registry. */
final class MemoryCodec<T> implements Codec<T> {

    private static final int BYTES = 40;

    private final List<T> values = new ArrayList<>();

    @Override
    public byte[] encode(T value) {
        values.add(value);
        return ByteBuffer.allocate(BYTES).putInt(values.size() - 1).array();
    }

    @Override
    public Decoded<T> decode(byte[] bytes) {
        int number = bytes.length == BYTES ? ByteBuffer.wrap(bytes).getInt() : -1;
        return number >= 0 && number < values.size()
                ? new Decoded.Value<>(values.get(number))
                : new Decoded.Failure<>(DeadLetterReason.UNDECODABLE, "no value has these bytes");
    }
}
