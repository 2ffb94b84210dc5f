package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ScreenTest {

    private static final Snapshot NOW = new Snapshot(
            Snapshot.Phase.SENDING,
            1,
            60,
            0,
            0,
            new Snapshot.Latency(0, 0),
            ServedRates.Rates.NONE,
            0,
            new Tally.Counts(0, 0, 0, 0, 0, 0, 0, 0, 0, Map.of()),
            new HitRate(0, 0),
            FeatureFigures.NONE,
            List.of());

    private final StringWriter written = new StringWriter();
    private final int height = Table.lines(NOW).size();

    @Test
    void shouldWriteOverTheLastTableOnATerminal() {
        Screen screen = new Screen(new PrintWriter(written), true);

        screen.show(NOW);
        assertThat(written.toString()).doesNotContain("\u001b[" + height + "A");
        screen.show(NOW);
        assertThat(written.toString()).containsOnlyOnce("\u001b[" + height + "A\r");
    }

    @Test
    void shouldNotWriteOverWhatWasSaid() {
        Screen screen = new Screen(new PrintWriter(written), true);

        screen.show(NOW);
        screen.say("something");
        screen.show(NOW);

        assertThat(written.toString()).contains("something").doesNotContain("\u001b[" + height + "A");
    }

    @Test
    void shouldWritePlainLinesElsewhere() {
        Screen screen = new Screen(new PrintWriter(written), false);

        screen.show(NOW);
        screen.show(NOW);

        assertThat(written.toString().lines()).hasSize(2);
        assertThat(written.toString()).doesNotContain("\u001b");
    }
}
