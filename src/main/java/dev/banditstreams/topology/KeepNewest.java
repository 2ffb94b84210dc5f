package dev.banditstreams.topology;

import java.util.function.BinaryOperator;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the newest version of each entity by event time, and publishes every change where a table is fed from it.
 *
 * <p>Of equal event times the later record wins. A tombstone forgets the entity, its event time included.
 */
final class KeepNewest<T, S> implements Processor<String, Accepted<T>, Object, Object> {

    /**
     * What is kept.
     *
     * @param stage this node
     * @param deadLetters the sink that gets what is too large to keep
     * @param publishTo the sink that gets every change; null: none
     * @param state a record as it is kept
     * @param forgotten hears of each entity that a tombstone removed
     * @param newest of what is kept and what came later; the former itself where nothing changes
     */
    record Kept<T, S>(
            String stage,
            String store,
            String deadLetters,
            @Nullable String publishTo,
            Serde<S> serde,
            Function<Accepted<T>, S> state,
            BinaryOperator<S> newest,
            Consumer<String> forgotten) {

        /** Where nobody has to hear of what is forgotten. */
        Kept(
                String stage,
                String store,
                String deadLetters,
                @Nullable String publishTo,
                Serde<S> serde,
                Function<Accepted<T>, S> state,
                BinaryOperator<S> newest) {
            this(stage, store, deadLetters, publishTo, serde, state, newest, id -> {});
        }
    }

    private final Kept<T, S> kept;
    private final Deployment deployment;

    private ProcessorContext<Object, Object> context;
    private BoundedStore<S> store;
    private DeadLetterOutlet deadLetters;

    KeepNewest(Kept<T, S> kept, Deployment deployment) {
        this.kept = kept;
        this.deployment = deployment;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        store = new BoundedStore<>(
                context.getStateStore(kept.store()),
                kept.serde(),
                deployment.limits().recordBytes());
        deadLetters = new DeadLetterOutlet(context, kept.stage(), kept.deadLetters(), deployment);
    }

    @Override
    public void process(Record<String, Accepted<T>> record) {
        Accepted<T> accepted = record.value();
        if (accepted.value() == null) {
            store.delete(accepted.key());
            kept.forgotten().accept(accepted.key());
            publish(record, null);
            return;
        }
        S state = kept.state().apply(accepted);
        S before = store.get(accepted.key());
        if (before != null) {
            state = kept.newest().apply(before, state);
            if (state == before) {
                return;
            }
        }
        byte[] bytes = store.put(accepted.key(), state);
        if (bytes == null) {
            deadLetters.refuse(accepted, store.tooLarge("the record"));
            return;
        }
        publish(record, bytes);
    }

    private void publish(Record<String, Accepted<T>> record, byte @Nullable [] bytes) {
        if (kept.publishTo() != null) {
            context.forward(new Record<>(record.value().keyBytes(), bytes, record.timestamp()), kept.publishTo());
        }
    }
}
