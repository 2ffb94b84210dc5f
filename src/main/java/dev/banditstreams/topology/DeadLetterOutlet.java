package dev.banditstreams.topology;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetter.Payload;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** One node's way to the dead letters. */
final class DeadLetterOutlet {

    private static final int BEGINNING = 1024;
    /** What a dead letter holds besides the record's bytes; messages are cut to stay below. */
    private static final int ENVELOPE = 8 * 1024;

    private static final int LONGEST_MESSAGE = 1000;

    private final ProcessorContext<Object, Object> context;
    private final String stage;
    private final String sink;
    private final Deployment deployment;
    private final Codec<DeadLetter> codec;

    /** @param sink the child of this node that writes dead letters */
    DeadLetterOutlet(ProcessorContext<Object, Object> context, String stage, String sink, Deployment deployment) {
        this.context = context;
        this.stage = stage;
        this.sink = sink;
        this.deployment = deployment;
        this.codec = deployment.codecs().deadLetters(deployment.topics().of(Topic.DEAD_LETTERS));
    }

    void refuse(Accepted<?> accepted, Refusal refusal) {
        refuse(accepted.source(), accepted.keyBytes(), accepted.valueBytes(), refusal);
    }

    void refuse(SourcePosition source, byte @Nullable [] key, byte @Nullable [] value, Refusal refusal) {
        long now = context.currentSystemTimeMs();
        int room = deployment.limits().recordBytes() - ENVELOPE;
        // The key stands twice in the dead letter: as its own key and among the source's bytes.
        boolean whole = 2L * Bytes.length(key) + Bytes.length(value) <= room;
        byte[] encoded = codec.encode(new DeadLetter(
                source,
                stage,
                refusal.reason().code(),
                cut(source + ": " + refusal.message()),
                payload(key, whole),
                payload(value, whole),
                deployment.serviceVersion(),
                now));
        byte[] ownKey = whole || Bytes.length(key) <= BEGINNING ? key : null;
        deployment.deadLetters().refused(stage, refusal.reason().code());
        context.forward(new Record<>(ownKey, encoded, now), sink);
    }

    private static Payload payload(byte @Nullable [] bytes, boolean whole) {
        if (bytes == null) {
            return new Payload(null, -1, null);
        }
        if (whole || bytes.length <= BEGINNING) {
            return new Payload(bytes, bytes.length, null);
        }
        return new Payload(Arrays.copyOf(bytes, BEGINNING), bytes.length, sha256(bytes));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }

    private static String cut(String message) {
        return message.length() <= LONGEST_MESSAGE ? message : message.substring(0, LONGEST_MESSAGE) + "...";
    }
}
