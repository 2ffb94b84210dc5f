package dev.banditstreams.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VertexScriptTest {

    @Test
    void shouldBehaveAsTheLastStepSays() {
        VertexScript script = VertexScript.parse(
                List.of("# comment", "", "1 fault=hang share=0.5 # half", "2.5  slow=0.01:1000\tsize=3", "4"), "s");

        assertThat(script.at(0.9)).isEqualTo(StoreBehaviour.HEALTHY);
        assertThat(script.at(1).fault()).isEqualTo(StoreFault.HANG);
        assertThat(script.at(1).share()).isEqualTo(0.5);
        assertThat(script.at(2.6).fault()).isEqualTo(StoreFault.NONE);
        assertThat(script.at(2.6).slowShare()).isEqualTo(0.01);
        assertThat(script.at(2.6).slowMillis()).isEqualTo(1000);
        assertThat(script.at(2.6).megabytes()).isEqualTo(3);
        assertThat(script.at(1e9)).isEqualTo(StoreBehaviour.HEALTHY);
    }

    @Test
    void shouldKnowEveryFault() {
        for (StoreFault fault : StoreFault.values()) {
            assertThat(latencyLine("fault=" + fault.label()).fault()).isEqualTo(fault);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    fixed:5                         | 0    | 5
                    fixed:5                         | 0.99 | 5
                    uniform:1:21                    | 0    | 1
                    uniform:1:21                    | 0.5  | 11
                    lognormal:5:40                  | 0    | 0
                    lognormal:5:40                  | 0.5  | 5
                    lognormal:5:40                  | 0.99 | 40
                    percentiles:50=5,99=40,100=200  | 0.25 | 2.5
                    percentiles:50=5,99=40,100=200  | 0.5  | 5
                    percentiles:50=5,99=40,100=200  | 0.995| 120
                    percentiles:50=5                | 0.9  | 5
                    percentiles:0=3,50=5            | 0.25 | 4
                    """)
    void shouldHaveTheLatencyThatItSays(String latency, double share, double millis) {
        assertThat(latencyLine("latency=" + latency).latency().millis(share)).isCloseTo(millis, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    x              | seconds from the start
                    -1             | seconds from the start
                    1 fault        | the keys are latency, slow, fault, share, size
                    1 fault=hung   | fault=hung: expected one of none, hang, reset
                    1 faults=hang  | faults is no key of a step; the keys are
                    1 share=2      | a number from 0 to 1
                    1 share=0 share=1 | share is given twice
                    1 latency=5    | fixed:5, uniform:1:20
                    1 latency=fixed:NaN | fixed:5, uniform:1:20
                    1 latency=uniform:2:1 | uniform:1:20
                    1 latency=lognormal:0:1 | lognormal:median:p99
                    1 latency=percentiles:99=1,50=2 | percentiles:50=5
                    1 latency=percentiles:50 | percentiles:50=5
                    1 slow=0.1     | slow=share:milliseconds
                    1 size=0       | megabytes, from 1 to 1000
                    0              | later than that of the step before
                    """)
    void shouldNameTheLineAndWhatIsAllowed(String line, String message) {
        assertThatThrownBy(() -> VertexScript.parse(Arrays.asList("", "0", line), "bad.script"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("bad.script, line 3: ")
                .hasMessageContaining(message);
    }

    @Test
    void shouldReadTheExample() {
        VertexScript script = VertexScript.read(Path.of("docs", "vertex-script.txt"));
        assertThat(script.at(1e9).fault()).isEqualTo(StoreFault.NONE);
    }

    private static StoreBehaviour latencyLine(String words) {
        return VertexScript.parse(List.of("0 " + words), "s").at(0);
    }
}
