package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Learn was away for longer than window and grace: what it then finds is credited as if it had been there. With
 * {@code max.task.idle.ms=-1} rewards are read ahead of their recommendations, and this fails.
 */
class BacklogIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final long WINDOW = 4_000;
    private static final long GRACE = 2_000;
    private static final int USERS = 300;
    private static final Pattern CREDITED = Pattern.compile("bandit_rewards_total\\{fate=\"credited\"\\} (\\d+)\\.0\n");

    /** So many that recommendations are read in more turns than their rewards. */
    private static final List<String> ITEMS =
            IntStream.range(0, 30).mapToObj(i -> "item-" + i).toList();

    @TempDir
    private Path directory;

    private final List<String> settings =
            List.of("bandit.attribution.window.ms=" + WINDOW, "bandit.attribution.grace.ms=" + GRACE);
    private int requests;

    @Test
    void shouldCreditEveryRewardOfABacklogThatIsLongerThanTheWindow() throws Exception {
        try (Deployed deployed = new Deployed(directory)) {
            Settings client = deployed.settings();
            try (Codecs codecs = new Codecs(client.confluent());
                    ServiceClient topics = new ServiceClient(client, PATIENCE);
                    ServiceProcess score =
                            deployed.run("score", "score-state", settings).awaitReady()) {
                topics.listen(Topic.RECOMMENDATIONS);
                long end = CLOCK.millis() + 3 * (WINDOW + GRACE);
                while (CLOCK.millis() < end) {
                    serveAndReward(topics, codecs);
                }
                try (ServiceProcess learn =
                        deployed.run("learn", "learn-state", settings).awaitReady()) {
                    await("credited rewards, see " + learn.log())
                            .atMost(PATIENCE)
                            .until(() -> credited(learn) == requests);
                    assertThat(deployed.end(Topic.DEAD_LETTERS)).isZero();
                }
                assertThat(score.get("/health/live").statusCode()).isEqualTo(200);
            }
        }
    }

    /** One request of each user, and a reward for each answer as soon as all are there. */
    private void serveAndReward(ServiceClient topics, Codecs codecs) {
        for (int user = 0; user < USERS; user++) {
            ScoringRequest request = new ScoringRequest(
                    "r-" + requests++,
                    "u" + user,
                    "home",
                    ITEMS,
                    null,
                    ITEMS.size(),
                    List.of(),
                    null,
                    CLOCK.millis(),
                    Map.of());
            topics.publish(
                    Topic.SCORING_REQUESTS,
                    request.userId(),
                    codecs.scoringRequests("scoring-requests").encode(request));
        }
        List<Recommendation> answers = new ArrayList<>();
        assertThat(topics.await(record -> {
                    if (codecs.recommendations("recommendations").decode(record.value())
                            instanceof Decoded.Value<Recommendation> good) {
                        answers.add(good.value());
                    }
                    return answers.size() == USERS ? Optional.of(true) : Optional.empty();
                }))
                .isPresent();
        for (Recommendation answer : answers) {
            Reward reward = new Reward(
                    "w-" + answer.requestId(),
                    answer.requestId(),
                    answer.userId(),
                    answer.items().get(0).itemId(),
                    null,
                    "click",
                    null,
                    answer.acceptedAt(),
                    null,
                    null);
            topics.publish(
                    Topic.REWARDS, answer.userId(), codecs.rewards("rewards").encode(reward));
        }
    }

    private static int credited(ServiceProcess learn) throws Exception {
        Matcher credited = CREDITED.matcher(learn.get("/metrics").body());
        return credited.find() ? Integer.parseInt(credited.group(1)) : 0;
    }
}
