package dev.banditstreams.topology;

import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.topology.Intake.Keys;
import dev.banditstreams.topology.Intake.Tombstones;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.processor.api.RecordMetadata;
import org.jspecify.annotations.Nullable;

/**
 * The first node behind a source: turns bytes into a checked record, or into a dead letter.
 *
 * <p>Sources are read as bytes, so that every way in which a record can be broken ends here with a reason code, and
 * none stops its partition.
 */
final class Accept<T> implements Processor<byte[], byte[], Object, Object> {

    private final Intake<T> intake;
    private final Deployment deployment;

    private ProcessorContext<Object, Object> context;
    private DeadLetterOutlet deadLetters;

    Accept(Intake<T> intake, Deployment deployment) {
        this.intake = intake;
        this.deployment = deployment;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        this.deadLetters = new DeadLetterOutlet(context, intake.stage(), intake.deadLetters(), deployment);
    }

    @Override
    public void process(Record<byte[], byte[]> record) {
        RecordMetadata metadata = context.recordMetadata().orElseThrow();
        SourcePosition source = new SourcePosition(metadata.topic(), metadata.partition(), metadata.offset());
        byte @Nullable [] key = record.key();
        byte @Nullable [] bytes = record.value();

        Refusal refusal = envelopeFault(source, key, bytes);
        if (refusal == null && bytes != null) {
            Decoded<T> decoded = intake.codec().decode(bytes);
            if (decoded instanceof Decoded.Value<T> good) {
                String text = key == null ? "" : Bytes.text(key);
                refusal = intake.rules().check(text, good.value(), record.timestamp());
                if (refusal == null) {
                    forward(record, text, good.value(), source);
                    return;
                }
            } else if (decoded instanceof Decoded.Failure<T> bad) {
                refusal = new Refusal(bad.reason(), bad.message());
            }
        }
        if (refusal != null) {
            deadLetters.refuse(source, key, bytes, refusal);
        } else {
            forward(record, key == null ? "" : Bytes.text(key), null, source);
        }
    }

    private void forward(Record<byte[], byte[]> record, String key, @Nullable T value, SourcePosition source) {
        byte[] keyBytes = record.key() == null ? new byte[0] : record.key();
        Accepted<T> accepted = new Accepted<>(key, value, source, record.timestamp(), keyBytes, record.value());
        context.forward(new Record<>(key, accepted, record.timestamp()), intake.next());
    }

    /** Faults that show without decoding. */
    private @Nullable Refusal envelopeFault(SourcePosition source, byte @Nullable [] key, byte @Nullable [] bytes) {
        int size = Bytes.length(key) + Bytes.length(bytes);
        if (size > deployment.limits().recordBytes()) {
            return new Refusal(
                    DeadLetterReason.TOO_LARGE,
                    "the record has " + size + " bytes, more than the limit of "
                            + deployment.limits().recordBytes());
        }
        if (intake.keys() == Keys.REQUIRED) {
            if (key == null || key.length == 0) {
                return new Refusal(
                        DeadLetterReason.MISSING_ID, "the record has no key: send it with the entity's id as the key");
            }
            Refusal misplaced = misplaced(source, key);
            if (misplaced != null) {
                return misplaced;
            }
        }
        if (bytes == null && intake.tombstones() == Tombstones.REFUSED) {
            return new Refusal(DeadLetterReason.MISSING_VALUE, "the record has no value");
        }
        return null;
    }

    /** State is kept where Kafka's own partitioner puts a key; a record elsewhere would meet another's. */
    private @Nullable Refusal misplaced(SourcePosition source, byte[] key) {
        if (!deployment.limits().checkPartition()) {
            return null;
        }
        int right = Bytes.partition(key, deployment.partitions().of(source.topic()));
        if (right == source.partition()) {
            return null;
        }
        return new Refusal(
                DeadLetterReason.WRONG_PARTITION,
                "the key " + Checks.shown(Bytes.text(key)) + " belongs in partition " + right
                        + ": set partitioner=murmur2_random in the producer (librdkafka's default is CRC32)");
    }
}
