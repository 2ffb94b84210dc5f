package dev.banditstreams.replay;

import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.SourcePosition;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** The dead letters of what this run sent, known by where it was written. */
final class DeadLetters {

    private final Function<SourcePosition, @Nullable Sent> sentTo;
    private final BooleanSupplier allAcknowledged;
    private final Map<SourcePosition, DeadLetter> unclaimed = new HashMap<>();
    private final Map<Sent.Kind, BitSet> claimed = new EnumMap<>(Sent.Kind.class);
    private @Nullable DeadLetter first;

    /**
     * @param sentTo what this run wrote to a place; null: nothing that the brokers have acknowledged
     * @param allAcknowledged whether they have acknowledged all that was sent
     */
    DeadLetters(Function<SourcePosition, @Nullable Sent> sentTo, BooleanSupplier allAcknowledged) {
        this.sentTo = sentTo;
        this.allAcknowledged = allAcknowledged;
    }

    void add(DeadLetter letter) {
        unclaimed.put(letter.source(), letter);
    }

    /** Claims what is this run's: a dead letter may be read before the acknowledgement that tells. */
    void claim() {
        boolean othersOnly = allAcknowledged.getAsBoolean();
        Iterator<DeadLetter> letters = unclaimed.values().iterator();
        while (letters.hasNext()) {
            DeadLetter letter = letters.next();
            Sent sent = sentTo.apply(letter.source());
            if (sent != null) {
                of(sent.kind()).set(sent.number());
                first = first == null ? letter : first;
            }
            if (sent != null || othersOnly) {
                letters.remove();
            }
        }
    }

    /** The numbers of those that were refused. */
    BitSet of(Sent.Kind kind) {
        return claimed.computeIfAbsent(kind, k -> new BitSet());
    }

    int count() {
        return claimed.values().stream().mapToInt(BitSet::cardinality).sum();
    }

    /** A sentence; empty where there is none. */
    Optional<String> problem() {
        DeadLetter letter = first;
        return letter == null
                ? Optional.empty()
                : Optional.of(count() + " records became dead letters, the first for " + letter.reason() + ": "
                        + letter.message());
    }
}
