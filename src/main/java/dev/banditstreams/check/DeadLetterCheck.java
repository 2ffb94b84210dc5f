package dev.banditstreams.check;

import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.DeadLetter.Payload;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Guarantee 9, and what the other checks ask of dead letters. All of them are read first: of each it keeps its reason
 * and hashes.
 */
final class DeadLetterCheck {

    private final History history;
    private final Findings findings;
    private final Map<Position, List<Letter>> bySource = new HashMap<>();
    private final Set<Log> sources = EnumSet.noneOf(Log.class);
    private final Set<Position> seen = new HashSet<>();

    DeadLetterCheck(History history, Findings findings) {
        this.history = history;
        this.findings = findings;
    }

    /** @param at where the dead letter is */
    private record Letter(Position at, String reason, Print key, Print value) {}

    /** What a dead letter says of the source's bytes. */
    private record Print(int length, int held, byte[] hashOfHeld, byte @Nullable [] hash) {

        static Print of(Payload payload) {
            byte[] bytes = payload.bytes();
            return new Print(
                    payload.length(),
                    bytes == null ? -1 : bytes.length,
                    sha256(bytes == null ? new byte[0] : bytes),
                    payload.sha256());
        }

        boolean matches(byte @Nullable [] source) {
            if (source == null) {
                return length == -1 && held == -1;
            }
            if (length != source.length || held < 0 || held > source.length) {
                return false;
            }
            boolean whole = held == source.length;
            return Arrays.equals(hashOfHeld, sha256(whole ? source : Arrays.copyOf(source, held)))
                    && (whole || (hash != null && Arrays.equals(hash, sha256(source))));
        }
    }

    void add(Position at, @Nullable DeadLetter letter) {
        findings.checked(Guarantee.NOTHING_INVENTED);
        if (letter == null) {
            findings.violated(Guarantee.NOTHING_INVENTED, at, "a dead letter that can't be read");
            return;
        }
        Log log = history.named(letter.source().topic()).orElse(null);
        int partition = letter.source().partition();
        long offset = letter.source().offset();
        if (log == null || partition >= history.partitions(log) || offset >= history.end(log, partition)) {
            findings.violated(
                    Guarantee.NOTHING_INVENTED, at, "a dead letter of " + letter.source() + ", which doesn't exist");
            return;
        }
        if (offset < history.start(log, partition)) {
            findings.unchecked(Guarantee.NOTHING_INVENTED, "dead letters whose source is no longer there");
            return;
        }
        sources.add(log);
        List<Letter> letters =
                bySource.computeIfAbsent(new Position(log, partition, offset), source -> new ArrayList<>(1));
        letters.add(new Letter(at, letter.reason(), Print.of(letter.key()), Print.of(letter.value())));
        if (letters.size() > 1 && log != Log.OUTCOMES) {
            findings.violated(ofTwice(log), at, "a second dead letter of " + letter.source());
        }
    }

    /** Each of several outcomes in one record may be refused, any other record is refused once. */
    private static Guarantee ofTwice(Log log) {
        return switch (log) {
            case REQUESTS -> Guarantee.COMPLETE;
            case REWARDS -> Guarantee.CONSERVATION;
            default -> Guarantee.NOTHING_INVENTED;
        };
    }

    /** The topics that have to be read for it. */
    Set<Log> sources() {
        return sources;
    }

    /** Why a record was refused; null: it was not. */
    @Nullable
    String reason(Position source) {
        List<Letter> letters = bySource.get(source);
        return letters == null ? null : letters.get(0).reason;
    }

    /** Compares a record with the dead letters that name it. */
    void compare(HistoryRecord source) {
        if (bySource.isEmpty()) {
            return;
        }
        Position position = source.position();
        List<Letter> letters = bySource.get(position);
        if (letters == null) {
            return;
        }
        seen.add(position);
        for (Letter letter : letters) {
            findings.checked(Guarantee.LOSSLESS_DEAD_LETTERS);
            if (!letter.key.matches(source.key()) || !letter.value.matches(source.value())) {
                findings.violated(
                        Guarantee.LOSSLESS_DEAD_LETTERS,
                        letter.at,
                        "its bytes are not those of its source " + position + ", which has " + source.bytes().length
                                + " bytes");
            }
        }
    }

    void finish() {
        bySource.forEach((source, letters) -> {
            if (seen.contains(source)) {
                return;
            }
            if (source.log().compacted()) {
                findings.unchecked(Guarantee.LOSSLESS_DEAD_LETTERS, "the source was compacted away");
            } else {
                findings.violated(
                        Guarantee.NOTHING_INVENTED,
                        letters.get(0).at,
                        "a dead letter of " + source + ", where no record is");
            }
        });
    }

    private static byte[] sha256(byte[] bytes) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(bytes);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java has SHA-256", e);
        }
    }
}
