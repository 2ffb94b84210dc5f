package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Score is killed while requests wait for their candidate set, and its disk is lost. */
class ParkedRequestsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final int COMING = 40;
    private static final int NEVER_COMING = 10;
    private static final int AFTERWARDS = 10;
    private static final Pattern ALL_PARKED =
            Pattern.compile("bandit_parked_requests " + (COMING + NEVER_COMING) + "\\.0\n");

    @TempDir
    private Path directory;

    private Deployed deployed;

    @BeforeEach
    void start() {
        deployed = new Deployed(directory);
    }

    @AfterEach
    void stop() {
        deployed.close();
    }

    @Test
    void shouldAnswerOrRefuseEachOnceThatWasParkedBeforeAKill() throws Exception {
        Settings settings = deployed.settings();
        List<SourcePosition> coming = new ArrayList<>();
        List<SourcePosition> neverComing = new ArrayList<>();
        List<SourcePosition> answered;
        List<SourcePosition> refused;
        try (Codecs codecs = new Codecs(settings.confluent());
                ServiceClient client = new ServiceClient(settings, PATIENCE);
                ServiceProcess learn = run("learn", "learn-state")) {
            client.listen(Topic.RECOMMENDATIONS, Topic.DEAD_LETTERS);
            Outcomes outcomes = new Outcomes(codecs);
            try (ServiceProcess score = run("score", "score-state").awaitReady()) {
                for (int i = 0; i < COMING; i++) {
                    coming.add(publish(client, codecs, i, "late", 500_000L));
                }
                for (int i = 0; i < NEVER_COMING; i++) {
                    // Over before score is back: the others' session has to time out first.
                    neverComing.add(publish(client, codecs, i, "never", 5_000L));
                }
                await("parked requests, see " + score.log())
                        .atMost(PATIENCE)
                        .until(() ->
                                ALL_PARKED.matcher(score.get("/metrics").body()).find());
                await("commit").atMost(PATIENCE).until(() -> deployed.committedRequests() == COMING + NEVER_COMING);
                score.kill();
            }
            learn.awaitReady();
            client.publish(
                    Topic.CANDIDATE_SETS,
                    "late",
                    codecs.candidateSets("candidate-sets").encode(new CandidateSet("late", List.of("a", "b"), 1)));
            await("set-table").atMost(PATIENCE).until(() -> deployed.end(Topic.SET_TABLE) > 0);

            try (ServiceProcess score = run("score", "another-state").awaitReady()) {
                assertThat(client.await(record -> outcomes.upTo(record, COMING + NEVER_COMING)))
                        .isPresent();
                answered = List.copyOf(outcomes.answered);
                refused = List.copyOf(outcomes.refused);
                for (int i = 0; i < AFTERWARDS; i++) {
                    publish(client, codecs, i, "late", null);
                }
                assertThat(client.await(record -> outcomes.upTo(record, COMING + NEVER_COMING + AFTERWARDS)))
                        .isPresent();
                assertThat(score.get("/metrics").body()).contains("bandit_parked_requests 0.0\n");
            }
            assertThat(answered).containsExactlyInAnyOrderElementsOf(coming);
            assertThat(refused).containsExactlyInAnyOrderElementsOf(neverComing);
            assertThat(outcomes.refused).as("no second time").hasSize(NEVER_COMING);
            assertThat(outcomes.answered).doesNotHaveDuplicates().hasSize(COMING + AFTERWARDS);
        }
    }

    /** What was written for requests, in the order read. */
    private static final class Outcomes {

        private final Codec<Recommendation> recommendations;
        private final Codec<DeadLetter> deadLetters;
        private final List<SourcePosition> answered = new ArrayList<>();
        private final List<SourcePosition> refused = new ArrayList<>();

        Outcomes(Codecs codecs) {
            recommendations = codecs.recommendations("recommendations");
            deadLetters = codecs.deadLetters("dead-letters");
        }

        Optional<Boolean> upTo(ConsumerRecord<byte[], byte[]> record, int count) {
            if (record.topic().equals("recommendations")) {
                answered.add(value(recommendations, record).source());
            } else {
                DeadLetter letter = value(deadLetters, record);
                assertThat(letter.reason()).as(letter.message()).isEqualTo("unknown-candidate-set");
                refused.add(letter.source());
            }
            return answered.size() + refused.size() < count ? Optional.empty() : Optional.of(true);
        }

        private static <T> T value(Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
            return ((Decoded.Value<T>) codec.decode(record.value())).value();
        }
    }

    private static SourcePosition publish(
            ServiceClient client, Codecs codecs, int user, String set, Long deadlineMillis) {
        String userId = "u" + user;
        ScoringRequest request = new ScoringRequest(
                "r-" + user + "-" + set,
                userId,
                "home",
                List.of(),
                set,
                1,
                List.of(),
                deadlineMillis,
                InstantSource.system().millis(),
                Map.of());
        return client.publish(
                Topic.SCORING_REQUESTS,
                userId,
                codecs.scoringRequests("scoring-requests").encode(request));
    }

    private ServiceProcess run(String role, String state) throws IOException {
        return deployed.run(
                role, state, List.of("bandit.candidate.set.unknown=wait", "bandit.limit.deadline.ms=500000"));
    }
}
