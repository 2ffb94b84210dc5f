package dev.banditstreams.demo;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** Values that the service wrote: they can be read, or something is broken. */
final class Written {

    private Written() {}

    /** @throws IllegalStateException if the value can't be read */
    static <T> T value(Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
        Decoded<T> decoded = codec.decode(record.value());
        if (decoded instanceof Decoded.Value<T> value) {
            return value.value();
        }
        throw new IllegalStateException("record %s-%d@%d can't be read: %s"
                .formatted(
                        record.topic(), record.partition(), record.offset(), ((Decoded.Failure<T>) decoded).message()));
    }
}
