package dev.banditstreams.replay;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.LoggedItem;
import dev.banditstreams.datasets.LoggedUser;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.replay.Inbox.From;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;

/**
 * One run's conversation with the service: what it sends, and what it hears of it.
 *
 * <p>For one thread.
 */
final class Session implements AutoCloseable {

    private static final String PLACEMENT = "replay";
    private static final Duration POLL = Duration.ofMillis(100);
    private static final Duration BETWEEN_LINES = Duration.ofSeconds(1);

    private final ServiceEndpoints service;
    private final Campaign campaign;
    private final RunIds ids;
    private final ReplayOptions options;
    private final InstantSource clock;
    private final Progress progress;

    private final Outbox outbox;
    private final Inbox inbox;
    private final Answers answers;
    private final DeadLetters deadLetters;
    private final Codec<ScoringRequest> requests;
    private final Codec<Reward> rewards;
    private final Set<String> candidates;
    private final Set<String> knownItems = new HashSet<>();
    private Instant nextLine = Instant.MIN;

    Session(
            ServiceEndpoints service,
            Campaign campaign,
            RunIds ids,
            ReplayOptions options,
            InstantSource clock,
            Progress progress,
            Answers.Reader reader) {
        this.service = service;
        this.campaign = campaign;
        this.ids = ids;
        this.options = options;
        this.clock = clock;
        this.progress = progress;
        requests = service.codecs().scoringRequests(service.name(Topic.SCORING_REQUESTS));
        rewards = service.codecs().rewards(service.name(Topic.REWARDS));
        candidates = new LinkedHashSet<>();
        campaign.items().forEach(item -> candidates.add(item.itemId()));
        answers = new Answers(ids, reader);
        inbox = new Inbox(service.consumer());
        outbox = new Outbox(service.producer());
        deadLetters = new DeadLetters(outbox::at, outbox::allAcknowledged);
    }

    /** Hears of a topic whose values are in the wire format; before {@link #open}. */
    <T> void read(Topic topic, From from, Function<String, Codec<T>> codec, Inbox.Reader<T> reader) {
        Codec<T> codecOfTopic = codec.apply(service.name(topic));
        inbox.read(
                service.name(topic),
                from,
                bytes -> codecOfTopic.decode(bytes) instanceof Decoded.Value<T> good
                        ? Optional.of(good.value())
                        : Optional.empty(),
                reader);
    }

    /** Hears of a topic that only the service writes and reads; before {@link #open}. */
    <T> void readState(Topic topic, From from, Deserializer<T> deserializer, Inbox.Reader<T> reader) {
        inbox.read(
                service.name(topic),
                from,
                bytes -> {
                    try {
                        return Optional.ofNullable(deserializer.deserialize(service.name(topic), bytes));
                    } catch (SerializationException e) {
                        return Optional.empty();
                    }
                },
                reader);
    }

    /** Starts to listen, and hears everything that the topics read from the beginning already hold. */
    void open() {
        read(
                Topic.RECOMMENDATIONS,
                From.END,
                service.codecs()::recommendations,
                (recommendation, record, old) -> answers.add(recommendation));
        read(
                Topic.DEAD_LETTERS,
                From.END,
                service.codecs()::deadLetters,
                (letter, record, old) -> deadLetters.add(letter));
        readState(
                Topic.ITEM_TABLE,
                From.BEGINNING,
                StateSerdes.itemState().deserializer(),
                (item, record, old) -> heardOfItem(item));
        inbox.open();
        await(inbox::caughtUp, () -> "reading what the topics already hold");
    }

    /**
     * Publishes the features of items and users, each once, as of the campaign's begin; returns when every score
     * instance can know the items.
     */
    void introduce() {
        long began = campaign.began().toEpochMilli();
        List<LoggedUser> users = campaign.users();
        for (int i = 0; i < users.size(); i++) {
            publish(
                    Topic.USER_FEATURES,
                    users.get(i).userId(),
                    began,
                    users.get(i).features(),
                    Sent.Kind.USER,
                    i);
        }
        for (int i = 0; i < campaign.items().size(); i++) {
            LoggedItem item = campaign.items().get(i);
            publish(Topic.ITEM_FEATURES, item.itemId(), began, item.features(), Sent.Kind.ITEM, i);
        }
        int items = campaign.items().size();
        await(
                () -> knownItems.size() + deadLetters.of(Sent.Kind.ITEM).cardinality() >= items,
                () -> knownItems.size() + " of " + items + " items known to the service");
    }

    void request(LoggedImpression row) {
        outbox.send(
                service.name(Topic.SCORING_REQUESTS),
                row.user().userId(),
                requests.encode(new ScoringRequest(
                        ids.request(row.row()),
                        row.user().userId(),
                        PLACEMENT,
                        List.copyOf(candidates),
                        null,
                        campaign.positions(),
                        List.of(),
                        null,
                        clock.millis(),
                        Map.of())),
                new Sent(Sent.Kind.REQUEST, row.row()));
    }

    void reward(LoggedImpression row, Reward reward) {
        outbox.send(
                service.name(Topic.REWARDS),
                reward.userId(),
                rewards.encode(reward),
                new Sent(Sent.Kind.REWARD, row.row()));
    }

    Answers answers() {
        return answers;
    }

    DeadLetters deadLetters() {
        return deadLetters;
    }

    long millis() {
        return clock.millis();
    }

    /** Takes in what is there, without waiting. */
    void hear() {
        poll(Duration.ZERO);
    }

    /**
     * Listens until {@code done} and all that was sent has been acknowledged.
     *
     * @param state how far it is; changes whenever something happens
     * @throws ReplayException if nothing happens for too long, or something could not be sent
     */
    void await(BooleanSupplier done, Supplier<String> state) {
        Standstill standstill = new Standstill(clock, options.patience());
        while (true) {
            poll(POLL);
            if (done.getAsBoolean() && outbox.allAcknowledged()) {
                return;
            }
            String reached = state.get();
            tell(reached);
            if (standstill.reached(reached + outbox.acknowledged())) {
                throw new ReplayException("nothing has happened for "
                        + options.patience().toSeconds() + " s with " + reached
                        + ": is the service running and ready (its /health/ready says why not), and does it use these"
                        + " brokers and this topic prefix?");
            }
        }
    }

    /** Goes on listening for a while. */
    void listen(Duration time) {
        Instant end = clock.instant().plus(time);
        while (clock.instant().isBefore(end)) {
            poll(POLL);
        }
    }

    void tell(String line) {
        Instant now = clock.instant();
        if (!now.isBefore(nextLine)) {
            nextLine = now.plus(BETWEEN_LINES);
            progress.tell(line);
        }
    }

    @Override
    public void close() {
        outbox.close();
        inbox.close();
    }

    private void poll(Duration wait) {
        progress.check();
        outbox.check();
        inbox.poll(wait);
        deadLetters.claim();
    }

    private void heardOfItem(EntityState item) {
        if (candidates.contains(item.entityId())
                && item.eventTime() >= campaign.began().toEpochMilli()) {
            knownItems.add(item.entityId());
        }
    }

    private void publish(
            Topic topic, String id, long eventTime, Map<String, FeatureValue> features, Sent.Kind kind, int number) {
        String name = service.name(topic);
        outbox.send(
                name,
                id,
                service.codecs().featureRecords(name).encode(new FeatureRecord(id, eventTime, features)),
                new Sent(kind, number));
    }
}
