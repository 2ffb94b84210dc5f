package dev.banditstreams.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FaultOrderTest {

    private static final int KINDS = Fault.values().length;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, -7})
    void shouldBeginWithAKillAndHaveEachFaultInEveryRound(long seed) {
        List<Fault> order = faults(seed, 3 * KINDS);

        assertThat(order.get(0)).isEqualTo(Fault.KILL);
        for (int round = 0; round < 3; round++) {
            assertThat(order.subList(round * KINDS, (round + 1) * KINDS)).containsExactlyInAnyOrder(Fault.values());
        }
        assertThat(faults(seed, 3 * KINDS)).isEqualTo(order);
    }

    @Test
    void shouldHaveAnotherOrderForAnotherSeed() {
        assertThat(faults(1, 3 * KINDS)).isNotEqualTo(faults(2, 3 * KINDS));
    }

    @Test
    void shouldFindFaultsByTheirLabels() {
        assertThat(Fault.values())
                .allSatisfy(fault -> assertThat(Fault.labelled(fault.label())).contains(fault));
        assertThat(Fault.labelled("trip")).isEmpty();
    }

    private static List<Fault> faults(long seed, int count) {
        FaultOrder order = new FaultOrder(new Random(seed));
        return Stream.generate(order::next).limit(count).toList();
    }
}
