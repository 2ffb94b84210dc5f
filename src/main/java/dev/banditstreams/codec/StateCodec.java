package dev.banditstreams.codec;

import dev.banditstreams.model.DeadLetterReason;
import java.util.Objects;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;

/** A topic's values in the encoding of state: for topics between our own applications. Never asks the registry. */
final class StateCodec<T> implements Codec<T> {

    private final String topic;
    private final Serde<T> serde;

    StateCodec(String topic, Serde<T> serde) {
        this.topic = topic;
        this.serde = serde;
    }

    @Override
    public byte[] encode(T value) {
        return Objects.requireNonNull(serde.serializer().serialize(topic, value));
    }

    @Override
    public Decoded<T> decode(byte[] bytes) {
        try {
            return new Decoded.Value<>(
                    Objects.requireNonNull(serde.deserializer().deserialize(topic, bytes)));
        } catch (SerializationException e) {
            return new Decoded.Failure<>(DeadLetterReason.UNDECODABLE, String.valueOf(e.getMessage()));
        }
    }
}
