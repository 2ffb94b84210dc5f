package dev.banditstreams.replay;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What a service has recommended and what came of it: committed records of {@code recommendations}, then of
 * {@code rewards}, each up to the end that the topic had when its reading began. The service may run meanwhile.
 */
public final class ServedTopics {

    private static final Duration POLL = Duration.ofMillis(100);
    private static final long RECORDS_A_LINE = 100_000;

    /** Gets what can be read, within a partition in its order. */
    public interface Reader {

        /** @param appendedAt milliseconds since the epoch */
        void recommendation(Recommendation recommendation, long appendedAt);

        /**
         * After all recommendations.
         *
         * @param appendedAt milliseconds since the epoch
         */
        void reward(Reward reward, long appendedAt);

        /** A record of either topic that can't be decoded. */
        void unreadable();
    }

    private interface Each<T> {
        void read(T value, long appendedAt);
    }

    private final ServiceEndpoints service;
    private final Duration patience;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private long read;

    private ServedTopics(ServiceEndpoints service, Duration patience, InstantSource clock, Consumer<String> progress) {
        this.service = service;
        this.patience = patience;
        this.clock = clock;
        this.progress = progress;
    }

    /**
     * Reads both topics.
     *
     * @param patience how long nothing may come
     * @param progress gets a line now and then
     * @throws ReplayException if a topic isn't there, or can't be read to its end
     */
    public static void read(
            ServiceEndpoints service,
            Duration patience,
            InstantSource clock,
            Consumer<String> progress,
            Reader reader) {
        ServedTopics topics = new ServedTopics(service, patience, clock, progress);
        topics.read(
                Topic.RECOMMENDATIONS,
                service.codecs().recommendations(service.name(Topic.RECOMMENDATIONS)),
                reader::recommendation,
                reader);
        topics.read(Topic.REWARDS, service.codecs().rewards(service.name(Topic.REWARDS)), reader::reward, reader);
    }

    private <T> void read(Topic topic, Codec<T> codec, Each<T> each, Reader reader) {
        String name = service.name(topic);
        Standstill standstill = new Standstill(clock, patience);
        read = 0;
        try (Inbox inbox = new Inbox(service.consumer())) {
            inbox.read(name, Inbox.From.BEGINNING, bytes -> decoded(codec, bytes, reader), (value, record, old) -> {
                if (old) {
                    each.read(value, record.timestamp());
                    count(name);
                }
            });
            inbox.open();
            while (!inbox.caughtUp()) {
                inbox.poll(POLL);
                if (standstill.reached(read + " records of " + name)) {
                    throw new ReplayException("nothing has come for " + patience.toSeconds() + " s, after " + read
                            + " records of " + name + ": is a transaction open?");
                }
            }
        }
        progress.accept(read + " records of " + name + " read");
    }

    private static <T> Optional<T> decoded(Codec<T> codec, byte[] bytes, Reader reader) {
        if (codec.decode(bytes) instanceof Decoded.Value<T> good) {
            return Optional.of(good.value());
        }
        reader.unreadable();
        return Optional.empty();
    }

    private void count(String topic) {
        if (++read % RECORDS_A_LINE == 0) {
            progress.accept(read + " records of " + topic);
        }
    }
}
