package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The whole benchmark, small: real processes, every answer counted, no times. */
@Timeout(360)
class BenchIT {

    private final List<ProcessHandle> before =
            ProcessHandle.current().children().toList();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldMeasureSaturationWithRewardsAndTheCeiling() throws Exception {
        assertThat(bench("--reward-rate", "0.2", "--seed", "11"))
                .as(err.toString())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        complete(report);
        assertThat(report.path("ids").textValue()).isEqualTo("string");
        assertThat(report.path("predictionsPerSecond").doubleValue())
                .isCloseTo(50 * report.path("requestsPerSecond").doubleValue(), withinPercentage(1e-6));
        assertThat(report.path("ceilingPredictionsPerSecond").doubleValue()).isPositive();
        assertThat(report.path("ratio").doubleValue())
                .isCloseTo(
                        report.path("predictionsPerSecond").doubleValue()
                                / report.path("ceilingPredictionsPerSecond").doubleValue(),
                        withinPercentage(1e-6));
        assertThat(report.path("rewardsSent").longValue()).isPositive();
        assertThat(report.path("rewardsApplied")).isEqualTo(report.path("rewardsSent"));
        assertThat(report.path("latencyMillis").isNull()).isTrue();
        assertThat(err.toString()).contains("warmed up", "now the transport ceiling");
        assertThat(newChildrenOfThisProcess()).isEmpty();
    }

    @Test
    void shouldMeasureLatencyByCandidateSet() throws Exception {
        assertThat(bench("--ids", "set", "--rate", "50")).as(err.toString()).isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        complete(report);
        assertThat(report.path("ids").textValue()).isEqualTo("set");
        assertThat(report.path("rate").intValue()).isEqualTo(50);
        JsonNode latency = report.path("latencyMillis");
        assertThat(latency.path("p50").doubleValue())
                .isPositive()
                .isLessThanOrEqualTo(latency.path("p99").doubleValue());
        assertThat(latency.path("p999").doubleValue())
                .isBetween(
                        latency.path("p99").doubleValue(), latency.path("max").doubleValue());
        assertThat(report.path("ratio").isNull()).isTrue();
        assertThat(report.path("requestBytes").intValue()).isLessThan(200);
        assertThat(newChildrenOfThisProcess()).isEmpty();
    }

    @Test
    void shouldMeasureBesideMisses() throws Exception {
        assertThat(bench("--miss-rate", "0.2", "--miss-millis", "5"))
                .as(err.toString())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        complete(report);
        double with = report.path("requestsPerSecondWithMisses").doubleValue();
        double without = report.path("requestsPerSecondWithoutMisses").doubleValue();
        assertThat(with).isPositive();
        assertThat(report.path("missRatio").doubleValue()).isCloseTo(with / without, withinPercentage(1e-6));
        assertThat(report.path("misses").longValue())
                .isPositive()
                .isLessThan(report.path("sent").longValue() / 5 * 2);
        // Each new user is read once, and the one that the service tries at its start.
        assertThat(report.path("storeReads").longValue() - report.path("misses").longValue())
                .isEqualTo(1);
        assertThat(report.path("degraded").longValue()).isZero();
        assertThat(report.path("ratio").isNull()).isTrue();
        assertThat(newChildrenOfThisProcess()).isEmpty();
    }

    @Test
    void shouldMeasureHitsBesideSlowMisses() throws Exception {
        assertThat(bench("--rate", "100", "--miss-millis", "100"))
                .as(err.toString())
                .isZero();

        JsonNode report = new ObjectMapper().readTree(out.toString());
        complete(report);
        assertThat(report.path("missRate").doubleValue()).isEqualTo(0.1);
        assertThat(report.path("missLatencyMillis").path("p50").doubleValue()).isGreaterThanOrEqualTo(100);
        JsonNode p99 = report.path("hitP99Millis");
        assertThat(report.path("hitP99Ratio").doubleValue())
                .isPositive()
                .isCloseTo(
                        p99.path("withMisses").doubleValue()
                                / p99.path("withoutMisses").doubleValue(),
                        withinPercentage(1e-6));
        assertThat(report.path("degraded").longValue()).isZero();
        assertThat(newChildrenOfThisProcess()).isEmpty();
    }

    @Test
    void shouldSayWhyAPartDidNotStart() {
        // Learn alone never knows an item; a state directory's key is refused before any process is started.
        assertThat(bench("--set", "bandit.state.dir=/tmp/x", "--rate", "0")).isEqualTo(2);
        assertThat(err.toString()).contains("--set bandit.state.dir", "--rate 0");
        assertThat(out.toString()).isEmpty();
    }

    private static void complete(JsonNode report) {
        assertThat(report.path("sent").longValue()).isPositive();
        assertThat(report.path("answered")).isEqualTo(report.path("sent"));
        for (String count : List.of("missing", "duplicates", "wrong", "deadLetters")) {
            assertThat(report.path(count).longValue()).as(count).isZero();
        }
        assertThat(report.path("failures")).isEmpty();
        for (String process : List.of("broker", "service", "load")) {
            assertThat(report.path("cpuMicrosPerRequest").path(process).doubleValue())
                    .as(process)
                    .isPositive();
            assertThat(report.path("peakRssMiB").path(process).longValue())
                    .as(process)
                    .isPositive();
        }
        assertThat(report.path("allocatedBytesPerRequest").doubleValue()).isPositive();
        assertThat(report.path("answerBytes").intValue()).isGreaterThan(1_000);
        assertThat(report.path("candidates").intValue()).isEqualTo(50);
        assertThat(report.path("items").intValue()).isEqualTo(2_000);
    }

    /** Other tests of this process may have left theirs. */
    private List<ProcessHandle> newChildrenOfThisProcess() {
        return ProcessHandle.current()
                .children()
                .filter(child -> !before.contains(child))
                .toList();
    }

    private int bench(String... options) {
        List<String> arguments = new java.util.ArrayList<>(List.of(
                "bench", "--items", "2000", "--candidates", "50", "--seconds", "2", "--warm-up", "2", "--json"));
        arguments.addAll(List.of(options));
        return Main.execute(new PrintWriter(out), new PrintWriter(err), arguments.toArray(String[]::new));
    }
}
