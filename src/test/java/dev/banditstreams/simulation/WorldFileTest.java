package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WorldFileTest {

    @TempDir
    Path dir;

    @Test
    void shouldReadSegments() throws IOException {
        ArmRates rates = WorldFile.read(file("steps, a, b\n100, .1, .2\n\n50,.3,0.05\n"));

        assertThat(rates.arms()).isEqualTo(2);
        assertThat(rates.steps()).isEqualTo(150);
        assertThat(rates.rate(99, 1)).isEqualTo(0.2);
        assertThat(rates.rate(100, 0)).isEqualTo(0.3);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "''|has no segments",
                "steps,a|has no segments",
                "a,b;1,.1|row 1: expected the header steps and the arms' names",
                "steps;1|row 1: expected the header",
                "steps,a;1,.1;1,.1,.2|row 3: 3 cells, the header has 2",
                "steps,a;0,.1|row 2: a segment has 0 steps",
                "steps,a;1,1.1|row 2: a click rate is 1.1",
                "steps,a;1,NaN|row 2: a click rate is NaN",
                "steps,a;1.5,.1|row 2: expected a whole number of steps",
                "steps,a;1,|row 2: expected a whole number of steps and click rates"
            })
    void shouldSayWhatIsWrongAndWhere(String lines, String expected) throws IOException {
        Path file = file(lines.replace(';', '\n'));

        assertThatThrownBy(() -> WorldFile.read(file))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("world " + file)
                .hasMessageContaining(expected);
    }

    @Test
    void shouldSayThatAFileCantBeRead() {
        assertThatThrownBy(() -> WorldFile.read(dir.resolve("absent.csv")))
                .isInstanceOf(SimulationException.class)
                .hasMessageContaining("absent.csv can't be read");
    }

    private Path file(String content) throws IOException {
        return Files.writeString(dir.resolve("world.csv"), content);
    }
}
