package dev.banditstreams.bench;

import java.nio.ByteBuffer;
import java.util.function.LongPredicate;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Deserializer;
import org.jspecify.annotations.Nullable;

/**
 * What is read of an answer: mostly nothing but whose it is.
 *
 * @param number of the request; -1: none of this phase
 * @param bytes the whole value, where it is wanted
 */
record Answer(long number, byte @Nullable [] bytes) {

    /**
     * Reads straight from the consumer's buffer: a copy of each answer would cost more than all the rest.
     *
     * @param topic of the answers; values of any other topic are kept whole
     * @param wanted whether the answer to this request is to be kept whole
     */
    record Reader(RequestIds ids, String topic, LongPredicate wanted) implements Deserializer<Answer> {

        @Override
        public Answer deserialize(String from, byte[] data) {
            return read(from, ByteBuffer.wrap(data));
        }

        @Override
        public Answer deserialize(String from, Headers headers, ByteBuffer data) {
            return read(from, data);
        }

        private Answer read(String from, ByteBuffer data) {
            if (!from.equals(topic)) {
                return new Answer(-1, copy(data));
            }
            long number = ids.number(data);
            return new Answer(number, number >= 0 && wanted.test(number) ? copy(data) : null);
        }

        private static byte[] copy(ByteBuffer data) {
            byte[] bytes = new byte[data.remaining()];
            data.duplicate().get(bytes);
            return bytes;
        }
    }

    /** Keys say nothing that the value doesn't. */
    static final class NoKey implements Deserializer<Boolean> {

        @Override
        public Boolean deserialize(String topic, byte[] data) {
            return true;
        }

        @Override
        public Boolean deserialize(String topic, Headers headers, ByteBuffer data) {
            return true;
        }
    }
}
