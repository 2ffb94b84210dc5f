package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.FeatureValue;
import dev.banditstreams.model.FeatureValue.Flag;
import dev.banditstreams.model.FeatureValue.Real;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.FeatureValue.Whole;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class ScoreTopologyTest {

    private final Graphs graphs = new Graphs(audited());

    private static Graphs.Tuning audited() {
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.auditRate = 1;
        return tuning;
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    @Test
    void shouldAnswerWithTheKBestDrawsOfEveryCandidate() {
        graphs.item("a", 1, Map.of());
        graphs.exchange();
        graphs.request(Samples.request("r1", "u1", 2, "a", "b", "c"));

        Recommendation answer = only();
        assertThat(answer.requestId()).isEqualTo("r1");
        assertThat(answer.userId()).isEqualTo("u1");
        assertThat(answer.placement()).isEqualTo("home");
        assertThat(answer.source()).isEqualTo(new SourcePosition("scoring-requests", 0, 0));
        assertThat(answer.seed()).isEqualTo(Seeds.request("r1", "1"));
        assertThat(answer.samplerVersion()).isEqualTo(BetaSampler.SAMPLER_VERSION);
        assertThat(answer.policy()).isEqualTo("thompson");
        assertThat(answer.acceptedAt()).isEqualTo(Graphs.NOW);
        assertThat(answer.candidateCount()).isEqualTo(3);
        assertThat(answer.eligibleCount()).isEqualTo(3);
        assertThat(answer.items()).hasSize(2).extracting(RankedItem::rank).containsExactly(1, 2);
        assertThat(answer.items())
                .allSatisfy(item -> assertThat(item.featureSource())
                        .isEqualTo(item.itemId().equals("a") ? FeatureOrigin.STORE : FeatureOrigin.PRIOR_ABSENT));

        List<String> byDraw = answer.audit().eligible().stream()
                .sorted(Comparator.comparingDouble(arm -> -draw(answer, arm)))
                .map(Audit.AuditedArm::itemId)
                .limit(2)
                .toList();
        assertThat(answer.items()).extracting(RankedItem::itemId).containsExactlyElementsOf(byDraw);
        assertThat(answer.items())
                .allSatisfy(item -> assertThat(item.draw())
                        .isEqualTo(BetaSampler.sample(
                                answer.seed(), Seeds.item(item.itemId()), item.alpha(), item.beta())));
    }

    private static double draw(Recommendation answer, Audit.AuditedArm arm) {
        return BetaSampler.sample(answer.seed(), Seeds.item(arm.itemId()), arm.alpha(), arm.beta());
    }

    @Test
    void shouldRankTheSameWhateverTheOrderOfCandidates() {
        graphs.request(Samples.request("r1", "u1", 3, "a", "b", "c", "d", "e"));
        graphs.request(Samples.request("r1", "u1", 3, "e", "c", "a", "d", "b"));

        List<Recommendation> answers = graphs.recommendations();
        assertThat(answers).hasSize(2);
        assertThat(answers.get(0).items()).isEqualTo(answers.get(1).items());
    }

    @Test
    void shouldScoreACandidateThatIsNamedTwiceOnce() {
        graphs.request(Samples.request("r1", "u1", 5, "a", "b", "a"));

        assertThat(only().candidateCount()).isEqualTo(2);
        assertThat(only().items()).extracting(RankedItem::itemId).containsExactlyInAnyOrder("a", "b");
    }

    @Test
    void shouldLeaveOutExcludedAndInactiveItems() {
        graphs.item("c", 1, Map.of("active", new Flag(false)));
        graphs.item("d", 1, Map.of("active", new Real(0)));
        graphs.exchange();
        ScoringRequest request = Samples.request("r1", "u1", 5, "a", "b", "c", "d");
        graphs.request(new ScoringRequest(
                "r1", "u1", "home", request.candidates().texts(), null, 5, List.of("b"), null, Graphs.NOW, Map.of()));

        assertThat(only().candidateCount()).isEqualTo(4);
        assertThat(only().eligibleCount()).isEqualTo(1);
        assertThat(only().items()).extracting(RankedItem::itemId).containsExactly("a");
    }

    @Test
    void shouldAnswerWithAnEmptySlateWhereNothingIsEligible() {
        graphs.request(new ScoringRequest(
                "r1", "u1", "home", List.of("a"), null, 1, List.of("a"), null, Graphs.NOW, Map.of()));

        assertThat(only().items()).isEmpty();
    }

    @Test
    void shouldReadTheCohortFromTheUsersNewestFeatures() {
        graphs.user("u1", 10, Map.of("cohort", new Text("young")));
        graphs.user("u1", 5, Map.of("cohort", new Text("old")));
        graphs.user("u2", 5, Map.of("cohort", new Text("martian")));
        graphs.user("u3", 5, Map.of("other feature", new Whole(1)));
        for (String user : List.of("u1", "u2", "u3", "u4")) {
            graphs.request(Samples.request("r-" + user, user, 1, "a"));
        }

        assertThat(graphs.recommendations())
                .extracting(Recommendation::cohort)
                .containsExactly("young", "other", "all", "all");
    }

    @Test
    void shouldForgetAUserAtATombstone() {
        graphs.user("u1", 10, Map.of("cohort", new Text("young")));
        graphs.send(Topic.USER_FEATURES, "u1", null);
        graphs.request(Samples.request("r1", "u1", 1, "a"));

        assertThat(only().cohort()).isEqualTo("all");
        assertThat(graphs.deadLetters()).isEmpty();
    }

    @Test
    void shouldTakeCandidatesFromASet() {
        graphs.send(
                Topic.CANDIDATE_SETS,
                "front",
                graphs.codecs
                        .candidateSets("candidate-sets")
                        .encode(new dev.banditstreams.model.CandidateSet("front", List.of("x", "y"), 1)));
        graphs.exchange();
        graphs.request(new ScoringRequest(
                "r1", "u1", "home", List.of(), "front", 5, List.of("y"), null, Graphs.NOW, Map.of()));

        assertThat(only().items()).extracting(RankedItem::itemId).containsExactly("x");
    }

    /** Ids, a set, and a set whose items come later give the same draws, in any order of the candidates. */
    @Test
    void shouldRankAlikeByIdsAndBySet() {
        List<String> ids = List.of("a", "b", "c", "d", "e", "f");
        graphs.send(
                Topic.CANDIDATE_SETS,
                "six",
                graphs.codecs
                        .candidateSets("candidate-sets")
                        .encode(new dev.banditstreams.model.CandidateSet(
                                "six", List.of("f", "e", "d", "c", "b", "a", "f"), 1)));
        graphs.exchange();
        graphs.item("b", 1, Map.of("impressions", new Whole(50), "clicks", new Whole(20)));
        graphs.item("d", 1, Map.of("active", new Flag(false)));
        graphs.exchange();
        graphs.request(Samples.request("r1", "u1", 4, ids.toArray(String[]::new)));
        graphs.request(Samples.request("r1", "u1", 4, "c", "c", "f", "a", "e", "d", "b", "a"));
        graphs.request(
                new ScoringRequest("r1", "u1", "home", List.of(), "six", 4, List.of(), null, Graphs.NOW, Map.of()));

        List<Recommendation> answers = graphs.recommendations();
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0).items()).hasSize(4);
        assertThat(answers)
                .extracting(Recommendation::items)
                .containsOnly(answers.get(0).items());
        assertThat(answers).extracting(Recommendation::candidateCount).containsOnly(6);
        assertThat(answers).extracting(Recommendation::eligibleCount).containsOnly(5);
    }

    @Test
    void shouldCountWhatIsListedTwiceOnceAlsoIfItIsLeftOut() {
        graphs.item("c", 1, Map.of("active", new Flag(false)));
        graphs.exchange();
        graphs.request(new ScoringRequest(
                "r1",
                "u1",
                "home",
                List.of("c", "b", "a", "b", "c", "a", "d", "c"),
                null,
                5,
                List.of("b", "zzz", "b"),
                null,
                Graphs.NOW,
                Map.of()));

        assertThat(only().candidateCount()).isEqualTo(4);
        assertThat(only().eligibleCount()).isEqualTo(2);
        assertThat(only().items()).extracting(RankedItem::itemId).containsExactlyInAnyOrder("a", "d");
    }

    @Test
    void shouldPutFeatureCountsIntoThePrior() {
        Map<String, FeatureValue> counts = Map.of("impressions", new Whole(98), "clicks", new Whole(49));
        graphs.item("a", 1, counts);
        graphs.exchange();
        graphs.request(Samples.request("r1", "u1", 1, "a"));

        RankedItem item = only().items().get(0);
        // mu = (2 * 0.5 + 49) / (2 + 98) = 0.5, with 2 pseudo-impressions of weight.
        assertThat(item.alpha()).isEqualTo(1.0);
        assertThat(item.beta()).isEqualTo(1.0);
        assertThat(item.n()).isZero();
    }

    @Test
    void shouldRankAnItemLastThatWasShownAMillionTimesWithoutAClick() {
        graphs.item("dud", 1, Map.of("impressions", new Whole(1_000_000)));
        graphs.exchange();
        for (int i = 0; i < 20; i++) {
            graphs.request(Samples.request("r" + i, "u1", 2, "dud", "fresh"));
        }

        assertThat(graphs.recommendations()).hasSize(20).allSatisfy(answer -> {
            assertThat(answer.items().get(1).itemId()).isEqualTo("dud");
            assertThat(answer.items().get(1).alpha()).isEqualTo(BetaSampler.LEAST);
        });
    }

    @Test
    void shouldForgetAnItemAtATombstone() {
        graphs.item("a", 1, Map.of("active", new Flag(false)));
        graphs.send(Topic.ITEM_FEATURES, "a", null);
        graphs.exchange();
        graphs.request(Samples.request("r1", "u1", 1, "a"));

        assertThat(only().items()).extracting(RankedItem::featureSource).containsExactly(FeatureOrigin.PRIOR_ABSENT);
    }

    @Test
    void shouldKeepTheNewestItemFeaturesByEventTime() {
        graphs.item("a", 10, Map.of("active", new Flag(false)));
        graphs.item("a", 9, Map.of("active", new Flag(true)));
        graphs.exchange();
        graphs.request(Samples.request("r1", "u1", 1, "a"));

        assertThat(only().items()).isEmpty();
    }

    private Recommendation only() {
        assertThat(graphs.recommendations()).hasSize(1);
        return graphs.recommendations().get(0);
    }
}
