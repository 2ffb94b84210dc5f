package dev.banditstreams.codec;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Exchanges records, by any registry, with a client of another language, other Avro library and other authors. */
abstract class PythonClientContract {

    private static final JsonMapper JSON = new JsonMapper();

    protected Codecs codecs;
    protected PythonClient python;

    /** The root of the registry's API. */
    protected abstract String url();

    @BeforeAll
    static void requirePython() throws Exception {
        PythonClient.requireInstalled();
    }

    @BeforeEach
    void open() {
        codecs = new Codecs(Map.of("schema.registry.url", url()));
        python = new PythonClient(url());
    }

    @AfterEach
    void close() {
        codecs.close();
    }

    @Test
    void shouldWriteRecommendationsThatOthersRead() throws Exception {
        byte[] bytes = codecs.recommendations("recommendations").encode(Samples.RECOMMENDATION);

        JsonNode read = JSON.readTree(python.decode(bytes));

        assertThat(read).isEqualTo(JSON.readTree("""
                {"requestId": "r-1", "userId": "u-1", "placement": "home", "cohort": "young",
                 "source": {"topic": "scoring-requests", "partition": 3, "offset": 42},
                 "seed": -1, "samplerVersion": 1, "policy": "thompson", "policyVersion": "1", "explored": true,
                 "exploration": 0.05, "halfLifeMs": 60000, "eligibleTrials": 12.5,
                 "degraded": ["deadline"], "acceptedAt": 1, "answeredAt": 2,
                 "candidateCount": 400, "eligibleCount": 399,
                 "items": [
                   {"itemId": "a", "rank": 1, "draw": 0.5, "score": 0.9, "alpha": 1.5, "beta": 2.5,
                    "priorAlpha": 1.0, "priorBeta": 1.0, "n": 2, "featureSource": "STORE",
                    "propensity": 0.25, "propensityReason": null, "rules": ["pinned"]},
                   {"itemId": "b", "rank": 2, "draw": 0.1, "score": null, "alpha": 1.0, "beta": 1.0,
                    "priorAlpha": 1.0, "priorBeta": 1.0, "n": 0, "featureSource": "PRIOR_SHED",
                    "propensity": null, "propensityReason": "not computed", "rules": []}],
                 "audit": {"rate": 0.01, "eligible": [
                   {"itemId": "a", "alpha": 1.5, "beta": 2.5, "counts": {"successes": 0.5, "trials": 2.0}},
                   {"itemId": "b", "alpha": 1.0, "beta": 1.0, "counts": null}]}}
                """));
    }

    @Test
    void shouldWriteDeadLettersThatOthersRead() throws Exception {
        byte[] bytes = codecs.deadLetters("dead-letters").encode(Samples.DEAD_LETTER);

        JsonNode read = JSON.readTree(python.decode(bytes));

        assertThat(read.path("reason").asText()).isEqualTo("undecodable");
        assertThat(read.path("key").isNull()).isTrue();
        assertThat(read.path("value").path("bytes").asText()).isEqualTo("00ff");
    }

    @Test
    void shouldReadRequestsThatOthersWrote() throws Exception {
        byte[] bytes = python.encode("scoring-requests", schema("ScoringRequest"), """
                {"requestId": "r-1", "userId": "u-☃", "placement": "home", "candidates": ["a", "b", ""],\
                 "candidateSet": null, "k": 2, "exclude": [], "deadlineMs": 250, "eventTime": 1700000000000,\
                 "context": {"device": "phone"}}""");

        assertThat(codecs.scoringRequests("scoring-requests").decode(bytes))
                .isEqualTo(new Decoded.Value<>(new ScoringRequest(
                        "r-1",
                        "u-☃",
                        "home",
                        List.of("a", "b", ""),
                        null,
                        2,
                        List.of(),
                        250L,
                        1_700_000_000_000L,
                        Map.of("device", "phone"))));
    }

    @Test
    void shouldReadRewardsThatOthersWrote() throws Exception {
        byte[] bytes = python.encode("rewards", schema("Reward"), """
                {"rewardId": "w-1", "requestId": "r-1", "userId": "u-1", "itemId": "a", "cohort": null,\
                 "type": "click", "value": 1.0, "eventTime": 5, "importId": null, "sequence": null}""");

        assertThat(codecs.rewards("rewards").decode(bytes))
                .isEqualTo(
                        new Decoded.Value<>(new Reward("w-1", "r-1", "u-1", "a", null, "click", 1.0, 5L, null, null)));
    }

    /** Of the types that a value may have this library takes the last one that fits: numbers and flags are doubles. */
    @Test
    void shouldReadFeaturesThatOthersWrote() throws Exception {
        byte[] bytes = python.encode("user-features", schema("FeatureRecord"), """
                {"entityId": "u-1", "eventTime": 5, "features": {"flag": true, "whole": 7, "real": 0.5,\
                 "text": "young", "many": ["x", 1, 2.5], "missing": null}}""");

        assertThat(codecs.featureRecords("user-features").decode(bytes))
                .isEqualTo(new Decoded.Value<>(new FeatureRecord(
                        "u-1",
                        5L,
                        Map.of(
                                "flag", new FeatureValue.Real(1),
                                "whole", new FeatureValue.Real(7),
                                "real", new FeatureValue.Real(0.5),
                                "text", new FeatureValue.Text("young"),
                                "many",
                                        new FeatureValue.Many(List.of(
                                                new FeatureValue.Text("x"),
                                                new FeatureValue.Real(1),
                                                new FeatureValue.Real(2.5)))))));
    }

    @Test
    void shouldRefuseWhatOthersWroteWithAnotherSchema(@TempDir Path directory) throws Exception {
        Path schema = Files.writeString(directory.resolve("Other.avsc"), """
                {"type": "record", "name": "Reward", "namespace": "dev.banditstreams.codec.avro",
                 "fields": [{"name": "clicks", "type": "int"}]}""");
        byte[] bytes = python.encode("foreign-rewards", schema, "{\"clicks\": 1}");

        assertThat(codecs.rewards("rewards").decode(bytes))
                .isInstanceOfSatisfying(
                        Decoded.Failure.class,
                        failure -> assertThat(failure.reason()).isEqualTo(DeadLetterReason.INCOMPATIBLE_SCHEMA));
    }

    protected static Path schema(String name) {
        return SchemaFiles.CONTRACT.resolve(name + ".avsc");
    }
}
