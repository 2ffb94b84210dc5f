package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/**
 * Real processes that are killed ten times, rolled, stopped, frozen and restarted under load; everything counted, no
 * times.
 */
@Timeout(600)
class ChaosIT {

    private static final List<String> FAULTS = List.of(
            "kill",
            "kill",
            "roll",
            "kill",
            "kill",
            "pause",
            "kill",
            "kill",
            "broker-restart",
            "broker-freeze",
            "kill",
            "kill",
            "state-deleted",
            "kill",
            "kill");

    private final List<ProcessHandle> before =
            ProcessHandle.current().children().toList();
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldLoseNothingAndCountNothingTwiceWhateverHappensToTheProcesses() throws Exception {
        int exitCode = Main.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                "chaos",
                "--faults",
                String.join(",", FAULTS),
                "--seed",
                "5",
                "--json");

        // What the goals are about: they depend on the machine, so they are shown and not asserted.
        System.out.println(err);
        assertThat(exitCode).as(err.toString()).isZero();
        JsonNode report = new ObjectMapper().readTree(out.toString());
        assertThat(report.path("faults").intValue()).isEqualTo(FAULTS.size());
        assertThat(report.path("lost").longValue()).isZero();
        assertThat(report.path("duplicated").longValue()).isZero();
        assertThat(report.path("miscounted").longValue()).isZero();
        assertThat(report.path("checkerGreen").booleanValue()).isTrue();
        assertThat(report.path("failures")).isEmpty();
        assertThat(report.path("threadsReplaced").longValue()).isZero();
        assertThat(report.path("verdicts")).hasSize(FAULTS.size()).allSatisfy(verdict -> {
            assertThat(verdict.path("recoveredMillis").isNumber())
                    .as("%s", verdict)
                    .isTrue();
            assertThat(verdict.path("gapMillis").longValue())
                    .isGreaterThanOrEqualTo(verdict.path("silenceMillis").longValue());
        });
        assertThat(inFlight(report, "requests")).isPositive();
        assertThat(inFlight(report, "rewards")).isPositive();
        everyGuaranteeWasChecked(report);
        assertThat(ProcessHandle.current().children().filter(child -> !before.contains(child)))
                .isEmpty();
    }

    /** A kill that meets an idle service shows nothing. */
    private static long inFlight(JsonNode report, String field) {
        long sum = 0;
        for (JsonNode verdict : report.path("verdicts")) {
            if (verdict.path("fault").textValue().equals("kill")) {
                sum += verdict.path("inFlight").path(field).longValue();
            }
        }
        return sum;
    }

    private static void everyGuaranteeWasChecked(JsonNode report) {
        assertThat(report.path("checker").path("guarantees"))
                .isNotEmpty()
                .allSatisfy(guarantee -> assertThat(guarantee.path("checked").longValue())
                        .as("%s", guarantee)
                        .isPositive());
        long answered = report.path("checker")
                .path("guarantees")
                .path(0)
                .path("counts")
                .path("answered")
                .longValue();
        assertThat(answered).isEqualTo(report.path("requests").longValue()).isGreaterThan(1_000);
        assertThat(report.path("rewards").longValue()).isGreaterThan(500);
    }
}
