package dev.banditstreams.cli;

import dev.banditstreams.cli.NewestFirst.Area;
import dev.banditstreams.cli.NewestFirst.Found;
import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;

/** What the topics have of one request. */
final class RequestTrail {

    private final NewestFirst topics;
    private final String requestId;
    private final @Nullable String userId;
    private final OptionalLong since;
    private final byte[] idBytes;
    private final String requestTopic;
    private final Codec<Recommendation> recommendations;
    private final Codec<DeadLetter> deadLetters;
    private final Codec<ScoringRequest> requests;

    RequestTrail(
            Settings settings,
            Codecs codecs,
            NewestFirst topics,
            String requestId,
            @Nullable String userId,
            OptionalLong since) {
        this.topics = topics;
        this.requestId = requestId;
        this.userId = userId;
        this.since = since;
        idBytes = requestId.getBytes(StandardCharsets.UTF_8);
        String prefix = settings.get(Keys.TOPIC_PREFIX);
        requestTopic = Topic.SCORING_REQUESTS.withPrefix(prefix);
        recommendations = codecs.recommendations(Topic.RECOMMENDATIONS.withPrefix(prefix));
        deadLetters = codecs.deadLetters(Topic.DEAD_LETTERS.withPrefix(prefix));
        requests = codecs.scoringRequests(requestTopic);
    }

    /** Its answers, the oldest first: attribution keeps that one. More than one if it was sent twice. */
    List<Found<Recommendation>> answers(boolean all) {
        return topics.find(
                area(Topic.RECOMMENDATIONS, all),
                record -> named(record, recommendations)
                        .filter(recommendation -> recommendation.requestId().equals(requestId)));
    }

    /** Why it has no answer, as far as the topics tell. */
    String whyUnanswered() {
        Optional<Found<DeadLetter>> refused = topics
                .find(
                        new Area(Topic.DEAD_LETTERS, null, since, false),
                        record -> named(record, deadLetters).filter(this::refuses))
                .stream()
                .findFirst();
        if (refused.isPresent()) {
            DeadLetter letter = refused.get().value();
            return "request " + requestId + " was refused: " + letter.reason() + ", " + letter.message()
                    + " (dead letter " + refused.get().at() + ")";
        }
        return topics
                .find(
                        area(Topic.SCORING_REQUESTS, false),
                        record -> named(record, requests)
                                .filter(request -> request.requestId().equals(requestId)))
                .stream()
                .findFirst()
                .map(request -> "request " + requestId + " lies in " + request.at() + " since "
                        + Instant.ofEpochMilli(request.timestamp())
                        + " and has no answer: it waits, or the service is behind, or doesn't run")
                .orElseGet(this::nowhere);
    }

    private String nowhere() {
        return "there is no request " + requestId + (userId == null ? "" : " of user " + userId)
                + " in the topics, answered or not"
                + (since.isPresent() ? ", since " + Instant.ofEpochMilli(since.getAsLong()) : "")
                + "; is its id right, and the --topic-prefix, or has it been deleted since (retention)?";
    }

    private Area area(Topic topic, boolean all) {
        return new Area(topic, userId, since, all);
    }

    private boolean refuses(DeadLetter letter) {
        byte[] value = letter.value().bytes();
        if (value == null || !letter.source().topic().equals(requestTopic)) {
            return false;
        }
        // What was cut off or can't be decoded names it all the same.
        return !(requests.decode(value) instanceof Decoded.Value<ScoringRequest> request)
                || request.value().requestId().equals(requestId);
    }

    /** Only what holds the id's bytes is decoded, which is the slow part: Avro writes text as it is. */
    private <T> Optional<T> named(ConsumerRecord<byte[], byte[]> record, Codec<T> codec) {
        return record.value() != null
                        && contains(record.value(), idBytes)
                        && codec.decode(record.value()) instanceof Decoded.Value<T> value
                ? Optional.of(value.value())
                : Optional.empty();
    }

    static boolean contains(byte[] bytes, byte[] part) {
        for (int from = 0; from <= bytes.length - part.length; from++) {
            int same = 0;
            while (same < part.length && bytes[from + same] == part[same]) {
                same++;
            }
            if (same == part.length) {
                return true;
            }
        }
        return false;
    }
}
