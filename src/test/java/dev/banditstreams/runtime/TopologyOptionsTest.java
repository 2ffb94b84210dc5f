package dev.banditstreams.runtime;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.config.Settings;
import dev.banditstreams.topology.LearningOptions.Combining;
import dev.banditstreams.topology.ScoringOptions;
import dev.banditstreams.topology.ScoringOptions.UnknownSet;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TopologyOptionsTest {

    @ParameterizedTest
    @EnumSource
    void shouldKnowEveryWayOfCombiningRewards(Combining combining) {
        Settings settings = Settings.of(Map.of(
                "bootstrap.servers", "localhost:9092",
                "schema.registry.url", "http://localhost:8081",
                "bandit.reward.combining", combining.name().toLowerCase(java.util.Locale.ROOT)));

        assertThat(TopologyOptions.learning(settings).combining()).isEqualTo(combining);
    }

    @ParameterizedTest
    @EnumSource
    void shouldKnowWhatBecomesOfUnknownSets(UnknownSet unknownSet) {
        Settings settings = Settings.of(Map.of(
                "bootstrap.servers", "localhost:9092",
                "schema.registry.url", "http://localhost:8081",
                "bandit.candidate.set.unknown", unknownSet.name().toLowerCase(java.util.Locale.ROOT),
                "bandit.limit.parked.bytes", "5000"));

        assertThat(TopologyOptions.scoring(settings, null).waiting())
                .isEqualTo(new ScoringOptions.Waiting(unknownSet, 150, 10_000, 10_000, 5_000));
    }
}
