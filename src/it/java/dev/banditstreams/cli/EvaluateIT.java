package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code ./bandit evaluate} on the topics of a service that runs and learns. */
class EvaluateIT {

    private static final Duration PATIENCE = Duration.ofSeconds(90);
    private static final InstantSource CLOCK = InstantSource.system();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final List<String> ITEMS = List.of("i1", "i2", "i3", "i4", "i5");
    /** So few that afterwards every item still has a chance. */
    private static final int FIRST_ROUND = 10;

    private static final int REQUESTS = 400;
    private static final int K = 2;
    private static final double EXPLORATION = 0.2;
    private static final double SIGMAS = 4.5;

    @TempDir
    private Path directory;

    /**
     * Propensities that are computed from the audits are those of the draws: the mean weight of another policy is 1. A
     * right program fails one of both bounds once in 70,000 runs.
     */
    @Test
    void shouldWeighWhatTheServiceServed() throws Exception {
        try (Deployed deployed = new Deployed(directory)) {
            Settings settings = deployed.settings();
            try (Codecs codecs = new Codecs(settings.confluent());
                    ServiceClient client = new ServiceClient(settings, PATIENCE);
                    ServiceProcess service = deployed.run(
                            "all",
                            "state",
                            List.of(
                                    "bandit.audit.rate=1",
                                    "bandit.exploration=" + EXPLORATION,
                                    "bandit.publish.interval.ms=100"))) {
                service.awaitReady();
                client.listen(Topic.RECOMMENDATIONS);
                int clicks = serve(client, codecs, 0, FIRST_ROUND);
                await("what was learned").atMost(PATIENCE).until(() -> deployed.end(Topic.ARM_STATISTICS) > 0);
                clicks += serve(client, codecs, FIRST_ROUND, REQUESTS - FIRST_ROUND);

                JsonNode uniform = evaluate(settings, "--policy", "uniform");
                assertThat(uniform.get("recommendations").asInt()).isEqualTo(REQUESTS);
                assertThat(uniform.get("used").asInt()).isEqualTo(REQUESTS);
                assertThat(uniform.get("rows").asInt()).isEqualTo(REQUESTS * K);
                assertThat(uniform.get("clicks").asInt()).isEqualTo(clicks);
                assertThat(uniform.get("loggedValue").asDouble())
                        .isCloseTo(clicks / (double) (REQUESTS * K), within(1e-12));
                assertMeanWeightOfOne(uniform);
                assertThat(uniform.get("warnings").toString()).contains("OPEN WINDOWS");

                JsonNode own = evaluate(settings, "--policy", "thompson");
                assertMeanWeightOfOne(own);
                assertThat(own.get("maxWeight").asDouble())
                        .as("what the floor leaves to the policy")
                        .isBetween(1.0, 1 / (1 - EXPLORATION));

                JsonNode fixed = evaluate(settings, "--policy", "fixed", "--items", "i1,i2");
                assertThat(fixed.get("snipw").asDouble())
                        .as("only i1 is ever clicked")
                        .isGreaterThan(uniform.get("snipw").asDouble());
            }
        }
    }

    private static void assertMeanWeightOfOne(JsonNode evaluation) {
        assertThat(Math.abs(evaluation.get("meanWeight").asDouble() - 1)
                        / evaluation.get("meanWeightStandardError").asDouble())
                .as("%s", evaluation)
                .isLessThan(SIGMAS);
    }

    /** Sends requests, and answers what stands first: a click for i1, a skip for the others. Returns the clicks. */
    private static int serve(ServiceClient client, Codecs codecs, int from, int count) {
        for (int i = from; i < from + count; i++) {
            ScoringRequest request = new ScoringRequest(
                    "r" + i, "u" + i % 40, "home", ITEMS, null, K, List.of(), null, CLOCK.millis(), Map.of());
            client.publish(
                    Topic.SCORING_REQUESTS,
                    request.userId(),
                    codecs.scoringRequests("scoring-requests").encode(request));
        }
        List<Recommendation> answers = new ArrayList<>();
        Optional<Boolean> all = client.await(record -> {
            if (codecs.recommendations("recommendations").decode(record.value())
                    instanceof Decoded.Value<Recommendation> good) {
                answers.add(good.value());
            }
            return answers.size() == count ? Optional.of(true) : Optional.empty();
        });
        assertThat(all).isPresent();
        int clicks = 0;
        for (Recommendation answer : answers) {
            String first = answer.items().get(0).itemId();
            clicks += first.equals("i1") ? 1 : 0;
            Reward reward = new Reward(
                    "w" + answer.requestId(),
                    answer.requestId(),
                    answer.userId(),
                    first,
                    null,
                    first.equals("i1") ? "click" : "skip",
                    null,
                    CLOCK.millis(),
                    null,
                    null);
            client.publish(
                    Topic.REWARDS, answer.userId(), codecs.rewards("rewards").encode(reward));
        }
        return clicks;
    }

    private static JsonNode evaluate(Settings settings, String... options) throws IOException {
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int exitCode = Main.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.concat(
                                Stream.of(
                                        "evaluate",
                                        "--format",
                                        "topics",
                                        "--json",
                                        "--bootstrap",
                                        "100",
                                        "--bootstrap-servers",
                                        settings.kafka().get("bootstrap.servers"),
                                        "--registry",
                                        settings.confluent().get("schema.registry.url")),
                                Stream.of(options))
                        .toArray(String[]::new));
        assertThat(exitCode).as(err.toString()).isZero();
        return JSON.readTree(out.toString());
    }
}
