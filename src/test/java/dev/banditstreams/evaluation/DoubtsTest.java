package dev.banditstreams.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DoubtsTest {

    private static final Estimate LOGGED = new Estimate(.01, .001, .008, .012);

    @Test
    void shouldHaveNoneAboutASoundEvaluation() {
        assertThat(doubts(500, 900, 1.01, .01, 0)).isEmpty();
    }

    @Test
    void shouldDoubtAnEffectiveSampleThatIsSmall() {
        assertThat(doubts(500, 99, 1, .01, 0)).singleElement().asString().startsWith("SMALL EFFECTIVE SAMPLE");
        assertThat(doubts(500, 2.04, 1, .01, 0))
                .singleElement()
                .asString()
                .contains("50000 rows say as much as 2.0 would (0.00 %)");
        assertThat(doubts(500, 450, 1, .01, 0)).as("under 1 % of the rows").hasSize(1);
    }

    @Test
    void shouldDoubtAMeanWeightFarFromOne() {
        assertThat(doubts(500, 900, 1.05, .01, 0))
                .singleElement()
                .asString()
                .contains("MEAN WEIGHT 1.0500, 5.0 standard");
        assertThat(doubts(500, 900, .95, .01, 0)).hasSize(1);
        assertThat(doubts(500, 900, 1.0005, 0, 0))
                .as("propensities of few digits")
                .isEmpty();
        assertThat(doubts(500, 900, 1.04, .01, 0)).isEmpty();
    }

    @Test
    void shouldDoubtWhatWasNeverLogged() {
        assertThat(doubts(500, 900, 1, .01, .02)).singleElement().asString().contains("MISSING OVERLAP: 2.0 %");
        assertThat(doubts(500, 900, 1, .01, .005)).isEmpty();
    }

    @Test
    void shouldDoubtFewRewards() {
        assertThat(doubts(9, 900, 1, .01, 0)).singleElement().asString().contains("only 9 have any weight");
    }

    @Test
    void shouldSayOneThingWhereThereIsNoOverlapAtAll() {
        assertThat(doubts(0, 0, 0, 0, 1)).singleElement().asString().startsWith("NO OVERLAP");
    }

    private static List<String> doubts(
            int rewarded, double effective, double meanWeight, double meanError, double unlogged) {
        return Doubts.about(new Evaluation(
                50_000, rewarded, LOGGED, Map.of(), new Weights(effective, 30, meanWeight, meanError), unlogged, true));
    }
}
