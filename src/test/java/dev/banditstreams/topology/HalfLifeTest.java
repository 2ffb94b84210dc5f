package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.FeatureValue.Text;
import dev.banditstreams.model.ItemIds;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** Counts that decay, beside those that don't: the placement {@code news} has a half-life, {@code home} has none. */
class HalfLifeTest {

    private static final long HALF_LIFE = 10_000;

    private final Graphs graphs = new Graphs(tuning());

    private static Graphs.Tuning tuning() {
        Placement.Variant thompson = new Placement.Variant(PolicyKind.THOMPSON, "1", 1, 0);
        Placement news =
                new Placement(List.of(thompson), HALF_LIFE, ItemIds.EMPTY, Placement.Newcomers.WELCOME, Map.of(), 0);
        Graphs.Tuning tuning = new Graphs.Tuning();
        tuning.placements = new Placements(Placement.of(thompson), Map.of("news", news));
        tuning.combining = LearningOptions.Combining.LAST;
        tuning.attribution = new LearningOptions.Attribution(1_000_000, 500, LearningOptions.OpenedBy.IMPRESSION, 0, 0);
        return tuning;
    }

    @AfterEach
    void close() {
        graphs.close();
    }

    private RankedItem ask(String placement, String user, long acceptedAt) {
        graphs.request(
                new ScoringRequest(
                        placement + acceptedAt + user,
                        user,
                        placement,
                        List.of("a"),
                        null,
                        1,
                        List.of(),
                        null,
                        Graphs.NOW,
                        Map.of()),
                acceptedAt);
        List<Recommendation> answers = graphs.recommendations();
        Recommendation answer = answers.get(answers.size() - 1);
        assertThat(answer.halfLifeMs()).isEqualTo(placement.equals("news") ? HALF_LIFE : 0);
        return answer.items().get(0);
    }

    private void imports(int sequence, double value, long eventTime, String cohort) {
        graphs.reward(new Reward(
                "i" + sequence, null, "u1", "a", cohort, "click", value, eventTime, "import", (long) sequence));
        graphs.passTime(Duration.ofSeconds(2));
    }

    @Test
    void shouldHalveCountsWithEachHalfLife() {
        imports(1, 1, Graphs.NOW, "all");
        imports(2, 0, Graphs.NOW + HALF_LIFE, "all");

        // One success of two half-lives, one failure of one.
        RankedItem decayed = ask("news", "u1", Graphs.NOW + 2 * HALF_LIFE);
        assertThat(decayed.alpha()).isEqualTo(1 + 0.25);
        assertThat(decayed.beta()).isEqualTo(1 + 0.5);
        assertThat(decayed.priorAlpha()).isEqualTo(1);
        assertThat(decayed.n()).isEqualTo(2);
        RankedItem counted = ask("home", "u1", Graphs.NOW + 2 * HALF_LIFE);
        assertThat(counted.alpha()).isEqualTo(2);
        assertThat(counted.beta()).isEqualTo(2);
    }

    @Test
    void shouldFoldWhatComesLateWithItsAge() {
        imports(1, 1, Graphs.NOW + HALF_LIFE, "all");
        imports(2, 1, Graphs.NOW, "all");

        assertThat(ask("news", "u1", Graphs.NOW + HALF_LIFE).alpha()).isEqualTo(1 + 1 + 0.5);
    }

    @Test
    void shouldNotLetCountsGrowBeforeTheirTime() {
        imports(1, 1, Graphs.NOW + HALF_LIFE, "all");

        assertThat(ask("news", "u1", Graphs.NOW).alpha()).isEqualTo(2);
    }

    @Test
    void shouldDecayTheEvidenceOfOtherCohortsInThePrior() {
        graphs.user("u2", 1, Map.of("cohort", new Text("young")));
        imports(1, 1, Graphs.NOW, "all");

        // mu = (2 * 0.5 + 0.5) / (2 + 0.5), of strength 2.
        assertThat(ask("news", "u2", Graphs.NOW + HALF_LIFE).priorAlpha()).isCloseTo(2 * 1.5 / 2.5, within(1e-15));
        assertThat(ask("home", "u2", Graphs.NOW + HALF_LIFE).priorAlpha()).isCloseTo(2 * 2.0 / 3, within(1e-15));
    }

    @Test
    void shouldTakeBackAtMostWhatIsLeft() {
        ask("news", "u1", Graphs.NOW);
        String request = "news" + Graphs.NOW + "u1";
        graphs.reward(Samples.reward("w1", request, "u1", "a", 0.0));
        graphs.reward(new Reward("w2", request, "u1", "a", null, "click", 1.0, Graphs.NOW + HALF_LIFE, null, null));
        graphs.passTime(Duration.ofSeconds(2));

        ArmState arm = graphs.arms().get(graphs.arms().size() - 1);
        assertThat(arm.decays()).containsExactly(new DecayedCounts(HALF_LIFE, 1, 0, Graphs.NOW + HALF_LIFE));
        assertThat(arm.successes()).isEqualTo(1_000_000);
        assertThat(arm.failures()).isZero();
    }

    @Test
    void shouldTakeCountsFromBeforeTheHalfLifeAsOldAsTheLatest() {
        ArmState before = new ArmState("a", "all", 3, 1_000_000, 2_000_000, 0, 0, 0, Graphs.NOW, List.of());

        assertThat(before.decayed(HALF_LIFE)).isEqualTo(new DecayedCounts(HALF_LIFE, 1, 2, Graphs.NOW));
    }
}
