package dev.banditstreams.check;

import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetter.Payload;
import dev.banditstreams.model.SourcePosition;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Dead letters of a synthetic history. */
final class SyntheticLetters {

    private static final int WHOLE = 2000;
    private static final int BEGINNING = 1024;

    private final MemoryHistory history;
    private final HistoryCodecs codecs;
    private final Plant plant;
    private byte @Nullable [] another;

    SyntheticLetters(MemoryHistory history, HistoryCodecs codecs, Plant plant) {
        this.history = history;
        this.codecs = codecs;
        this.plant = plant;
    }

    void refuse(Position source, byte @Nullable [] key, byte[] value, String reason, long now) {
        byte[] held = value;
        byte[] hashed = value;
        if (another != null && another.length == value.length && plant.now(Breach.ANOTHERS_BYTES)) {
            held = another;
        } else if (value.length <= WHOLE && plant.now(Breach.CUT_BYTES)) {
            held = Arrays.copyOf(value, value.length - 1);
        } else if (value.length > WHOLE && plant.now(Breach.WRONG_HASH)) {
            hashed = Arrays.copyOf(value, value.length + 1);
        }
        another = value;
        Payload payload = value.length <= WHOLE
                ? new Payload(held, held.length, null)
                : new Payload(Arrays.copyOf(held, BEGINNING), held.length, sha256(hashed));
        write(
                new DeadLetter(
                        source(source),
                        "synthetic",
                        reason,
                        "refused",
                        key == null ? new Payload(null, -1, null) : new Payload(key, key.length, null),
                        payload,
                        "1",
                        now),
                key,
                now);
    }

    /** A dead letter of a record that was never written. */
    void invent(long now) {
        Position nowhere = new Position(Log.REWARDS, 0, 1_000_000);
        refuse(nowhere, null, new byte[8], "undecodable", now);
    }

    static SourcePosition source(Position position) {
        return new SourcePosition(MemoryHistory.topic(position.log()), position.partition(), position.offset());
    }

    private void write(DeadLetter letter, byte @Nullable [] key, long now) {
        history.append(Log.DEAD_LETTERS, 0, now, key, codecs.deadLetters().encode(letter));
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
