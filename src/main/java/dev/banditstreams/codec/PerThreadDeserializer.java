package dev.banditstreams.codec;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import org.apache.kafka.common.serialization.Deserializer;

/** Gives each thread a deserializer of its own: Kafka asks none to be safe for use by many. */
final class PerThreadDeserializer implements Deserializer<Object> {

    private final Queue<Deserializer<?>> all = new ConcurrentLinkedQueue<>();
    private final ThreadLocal<Deserializer<?>> own;

    /** @param source called once here, so that a wrong configuration shows at once, and once for each further thread */
    PerThreadDeserializer(Supplier<Deserializer<?>> source) {
        this.own = ThreadLocal.withInitial(() -> {
            Deserializer<?> made = source.get();
            all.add(made);
            return made;
        });
        own.get();
    }

    @Override
    public Object deserialize(String topic, byte[] bytes) {
        return own.get().deserialize(topic, bytes);
    }

    @Override
    public void close() {
        all.forEach(Deserializer::close);
    }
}
