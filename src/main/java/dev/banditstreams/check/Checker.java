package dev.banditstreams.check;

import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.SourcePosition;
import java.nio.charset.StandardCharsets;
import java.util.EnumSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Serde;
import org.jspecify.annotations.Nullable;

/**
 * Checks the guarantees on a history, in two passes: first what is parked and refused and the states of arms, then
 * requests, recommendations, rewards and outcomes together by time.
 */
public final class Checker {

    private final History history;
    private final HistoryCodecs codecs;
    private final CheckOptions options;
    private final Findings findings = new Findings();
    private final DeadLetterCheck letters;
    private final FoldCheck fold;
    private final PublishedCounts published;
    private final Consumer<String> progress;

    private final Map<String, Set<Position>> parkedRequests = new HashMap<>();
    private final Map<String, Set<Position>> parkedRewards = new HashMap<>();
    private final Map<String, ArmState> arms = new HashMap<>();
    private long records;

    private Checker(History history, HistoryCodecs codecs, CheckOptions options, long now, Consumer<String> progress) {
        this.history = history;
        this.codecs = codecs;
        this.options = options;
        this.progress = progress;
        letters = new DeadLetterCheck(history, findings);
        fold = new FoldCheck(history, letters, findings);
        published = new PublishedCounts(options, now);
    }

    /**
     * Checks a history.
     *
     * @param now milliseconds since the epoch: when the look-back of the tables ends
     * @param progress hears in sentences how far it is
     */
    public static CheckReport check(
            History history, HistoryCodecs codecs, CheckOptions options, long now, Consumer<String> progress) {
        return new Checker(history, codecs, options, now, progress).run();
    }

    private CheckReport run() {
        long begin = System.nanoTime();
        history.read(
                EnumSet.of(Log.DEAD_LETTERS, Log.ARM_STATISTICS, Log.ARMS, Log.PARKED_REQUESTS, Log.PARKED_REWARDS),
                batch -> batch.forEach(this::state));
        arms.forEach(fold::stored);
        arms.clear();
        progress.accept(records + " records of dead letters and states read");

        RequestCheck requests = new RequestCheck(history, options, letters, all(parkedRequests), findings);
        AttributionCheck attribution = new AttributionCheck(history, options, letters, all(parkedRewards), findings);
        SlateExamination slates = new SlateExamination(published);
        Set<Log> events = EnumSet.of(Log.REQUESTS, Log.RECOMMENDATIONS, Log.REWARDS, Log.OUTCOMES);
        events.addAll(letters.sources());
        events.remove(Log.DEAD_LETTERS);
        events.removeIf(log -> history.partitions(log) == 0);
        Decoding decoding =
                new Decoding(record -> Read.of(record, codecs, slates), read -> event(read, requests, attribution));
        history.read(events, decoding::take);
        decoding.finish();
        requests.finish();
        attribution.finish();
        fold.finish();
        letters.finish();
        return findings.report(records, System.nanoTime() - begin);
    }

    private void event(Read read, RequestCheck requests, AttributionCheck attribution) {
        records++;
        letters.compare(read.record());
        switch (read.record().log()) {
            case REQUESTS -> requests.request(read);
            case RECOMMENDATIONS -> {
                requests.recommendation(read);
                attribution.recommendation(read);
            }
            case REWARDS -> attribution.reward(read);
            case OUTCOMES -> {
                fold.outcomes(read);
                attribution.outcomes(read);
            }
            default -> {}
        }
    }

    private void state(HistoryRecord record) {
        records++;
        String key = record.key() == null ? "" : new String(record.key(), StandardCharsets.UTF_8);
        switch (record.log()) {
            case DEAD_LETTERS -> letters.add(record.position(), letter(record));
            case ARM_STATISTICS -> {
                ArmState arm = state(record, StateSerdes.armState());
                if (arm != null) {
                    fold.published(record.position(), arm);
                    published.add(arm, record.time());
                }
            }
            case ARMS -> {
                ArmState arm = state(record, StateSerdes.armState());
                if (arm != null) {
                    arms.put(key, arm);
                }
            }
            case PARKED_REQUESTS -> keep(parkedRequests, key, record, StateSerdes.parkedRequest(), this::positions);
            case PARKED_REWARDS -> keep(parkedRewards, key, record, StateSerdes.parkedRewards(), Checker::positions);
            default -> {}
        }
    }

    private @Nullable DeadLetter letter(HistoryRecord record) {
        return codecs.deadLetters().decode(record.bytes()) instanceof Decoded.Value<DeadLetter> good
                ? good.value()
                : null;
    }

    private <T> @Nullable T state(HistoryRecord record, Serde<T> serde) {
        byte[] value = record.value();
        if (value == null) {
            return null;
        }
        try {
            return serde.deserializer().deserialize(record.log().name(), value);
        } catch (SerializationException e) {
            findings.violated(Guarantee.EXACT_FOLD, record.position(), "a state that can't be read: " + e.getMessage());
            return null;
        }
    }

    private <T> void keep(
            Map<String, Set<Position>> last,
            String key,
            HistoryRecord record,
            Serde<T> serde,
            Function<T, Set<Position>> positions) {
        T value = state(record, serde);
        if (value == null) {
            last.remove(key);
        } else {
            last.put(key, positions.apply(value));
        }
    }

    private Set<Position> positions(ParkedRequest request) {
        SourcePosition source = request.source();
        return history.named(source.topic())
                .map(log -> Set.of(new Position(log, source.partition(), source.offset())))
                .orElseGet(Set::of);
    }

    private static Set<Position> positions(ParkedRewards rewards) {
        Set<Position> positions = new HashSet<>();
        rewards.rewards()
                .forEach(reward -> positions.add(new Position(Log.REWARDS, reward.partition(), reward.offset())));
        return positions;
    }

    private static Set<Position> all(Map<String, Set<Position>> byKey) {
        Set<Position> all = new HashSet<>();
        byKey.values().forEach(all::addAll);
        return all;
    }
}
