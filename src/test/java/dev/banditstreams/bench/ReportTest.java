package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class ReportTest {

    private static final BenchOptions SATURATION = Options.of(BenchOptions.Ids.STRING, 400, 1_000);

    @Test
    void shouldHaveEveryFieldThatOthersRead() {
        JsonNode json = json(Reports.of(SATURATION, result(1_000, 100, 0), result(4_000, 100, 0), 5));

        assertThat(json.path("predictionsPerSecond").doubleValue()).isEqualTo(400_000);
        assertThat(json.path("ceilingPredictionsPerSecond").doubleValue()).isEqualTo(1_600_000);
        assertThat(json.path("ratio").doubleValue()).isEqualTo(0.25);
        assertThat(json.path("requestsPerSecond").doubleValue()).isEqualTo(1_000);
        assertThat(json.path("cpuMicrosPerRequest"))
                .isEqualTo(new ObjectMapper().valueToTree(Map.of("broker", 1.0, "service", 2.0, "load", 3.0)));
        assertThat(json.path("allocatedBytesPerRequest").doubleValue()).isEqualTo(777);
        assertThat(json.has("latencyMillis")).isTrue();
        assertThat(json.path("latencyMillis").isNull()).isTrue();
        assertThat(json.path("rate").isNull()).isTrue();
        assertThat(json.path("peakRssMiB").path("service").longValue()).isEqualTo(20);
        for (String field : new String[] {
            "candidates",
            "items",
            "ids",
            "rewardRate",
            "seconds",
            "seed",
            "warmUpSeconds",
            "answered",
            "missing",
            "duplicates",
            "rewardsSent",
            "rewardsApplied",
            "answerBytes",
            "requestBytes"
        }) {
            assertThat(json.path(field).isMissingNode()).as(field).isFalse();
        }
        assertThat(json.path("machine").path("cores").intValue()).isPositive();
        assertThat(json.path("ids").textValue()).isEqualTo("string");
    }

    @Test
    void shouldHaveLatencyAndNoCeilingAtARate() {
        Report report = Reports.of(Options.atRate(500), late(497), null, 5);
        JsonNode json = json(report);

        assertThat(json.path("rate").intValue()).isEqualTo(500);
        assertThat(json.path("rateKept").booleanValue()).isTrue();
        assertThat(json.path("latencyMillis"))
                .isEqualTo(new ObjectMapper().valueToTree(Map.of("p50", 1.0, "p99", 2.0, "p999", 3.0, "max", 4.0)));
        assertThat(json.path("ceilingPredictionsPerSecond").isNull()).isTrue();
        assertThat(json.path("ratio").isNull()).isTrue();
        assertThat(Reports.of(Options.atRate(500), late(480), null, 5).rateKept())
                .isFalse();
    }

    @Test
    void shouldFailWhatIsNotComplete() {
        LoadResult good = result(1_000, 100, 0);
        assertThat(Reports.of(SATURATION, good, good, 1).complete()).isTrue();

        assertThat(Reports.of(SATURATION, result(1_000, 99, 0), good, 1).failures())
                .containsExactly("1 of 100 requests were not answered");
        assertThat(Reports.of(SATURATION, result(1_000, 100, 2), good, 1).failures())
                .containsExactly("2 answers too many");
        assertThat(Reports.of(SATURATION, good, result(1_000, 99, 0), 1).failures())
                .containsExactly("ceiling: 1 of 100 requests were not answered");
        assertThat(Reports.of(SATURATION, full(1_000, 100, 0, 1, 1, 1, 7, 5), good, 1)
                        .failures())
                .hasSize(4)
                .contains("2 of 7 rewards were not applied")
                .anyMatch(failure -> failure.contains("unknown-set: s"));
    }

    @Test
    void shouldBeReadable() {
        assertThat(String.join(
                        "\n",
                        ReportText.lines(Reports.of(SATURATION, result(1_000, 100, 0), result(4_000, 100, 0), 5))))
                .contains("400,000", "ratio 0.25", "broker 1.0, service 2.0, load 3.0", "missing 0, duplicate 0")
                .doesNotContain("latency", "null");
        assertThat(String.join("\n", ReportText.lines(Reports.of(Options.atRate(500), late(480), null, 5))))
                .contains("at 500 requests/s, WHICH WAS NOT KEPT: p50 1.0, p99 2.0, p99.9 3.0, max 4.0 ms")
                .doesNotContain("ceiling", "null");
    }

    /** What a process of load writes is what its parent reads. */
    @Test
    void shouldComeThroughAPipe() {
        LoadResult result = result(1_000, 100, 0);
        assertThat(Parts.read(Parts.json(result), LoadResult.class)).isEqualTo(result);

        LoadPlan plan = new LoadPlan(
                Options.atRate(5),
                "a00007",
                new Endpoints("b", "r"),
                "",
                false,
                1,
                2,
                3,
                new LoadPlan.Store(4, 5),
                null);
        assertThat(Parts.read(Parts.json(plan), LoadPlan.class)).isEqualTo(plan);
    }

    private static JsonNode json(Report report) {
        return new ObjectMapper().valueToTree(report);
    }

    private static LoadResult result(double requestsPerSecond, long answered, long duplicates) {
        return full(requestsPerSecond, answered, duplicates, 0, 0, 0, 0, 0);
    }

    private static LoadResult late(double requestsPerSecond) {
        return full(null, new Report.Latency(1, 2, 3, 4), requestsPerSecond, 100, 0, 0, 0, 0, 0, 0);
    }

    @Test
    void shouldTellWhatMissesCost() {
        MissFigures saturated = new MissFigures(
                0.1, 20, 8, 3, 0.875, 7_000.0, 8_000.0, cpu(9), cpu(8), null, null, null, null, null, null, null, null,
                500, 0, 501);
        JsonNode json = json(Reports.of(Options.withMisses(0.1, 20), with(saturated), null, 5));

        assertThat(json.path("missRatio").doubleValue()).isEqualTo(0.875);
        assertThat(json.path("requestsPerSecondWithMisses").doubleValue()).isEqualTo(7_000);
        assertThat(json.path("requestsPerSecondWithoutMisses").doubleValue()).isEqualTo(8_000);
        assertThat(json.path("misses").longValue()).isEqualTo(500);
        assertThat(json.path("degraded").isIntegralNumber()).isTrue();
        assertThat(json.path("storeReads").longValue()).isEqualTo(501);
        assertThat(json.path("ratio").isNull()).isTrue();
        assertThat(String.join("\n", ReportText.lines(Reports.of(SATURATION, with(saturated), null, 5))))
                .contains(
                        "0.100 of the requests for 20 ms in every other of 8 slices of 3.0 s; 500 in all, 501 reads",
                        "degraded 0",
                        "7,000 requests/s with them, 8,000 without: ratio 0.875",
                        "with them: broker 9.0")
                .doesNotContain("hits", "null");
        assertThat(Parts.read(Parts.json(with(saturated)), LoadResult.class)).isEqualTo(with(saturated));
        assertThat(json(Reports.of(SATURATION, with(null), null, 5)).has("missRatio"))
                .isFalse();
    }

    @Test
    void shouldTellWhatHitsWaitForMisses() {
        Report.Latency latency = new Report.Latency(10, 24, 30, 40);
        Report.Latency missed = new Report.Latency(210, 240, 250, 260);
        MissFigures figures = new MissFigures(
                0.1,
                200,
                8,
                3,
                null,
                null,
                null,
                null,
                null,
                new MissFigures.Both(24, 20),
                1.2,
                List.of(24.0),
                List.of(20.0),
                1.25,
                latency,
                latency,
                missed,
                500,
                3,
                500);
        Report report = Reports.of(Options.atRate(1_000), with(figures), null, 5);
        JsonNode json = json(report);

        assertThat(json.path("hitP99Ratio").doubleValue()).isEqualTo(1.2);
        assertThat(json.path("hitP99Millis"))
                .isEqualTo(new ObjectMapper().valueToTree(Map.of("withMisses", 24.0, "withoutMisses", 20.0)));
        assertThat(json.path("missLatencyMillis").path("p50").doubleValue()).isEqualTo(210);
        assertThat(String.join("\n", ReportText.lines(report)))
                .contains(
                        "degraded 3",
                        "hits p99 24.0 ms with them, 20.0 without: ratio 1.20 (1.25 of the slices' medians); misses p50 210.0, p99 240.0 ms")
                .doesNotContain("requests/s with them");
    }

    private static MissFigures.Cpu cpu(double each) {
        return new MissFigures.Cpu(each, each, each, each);
    }

    private static LoadResult with(@Nullable MissFigures misses) {
        return full(misses, null, 1_000, 100, 0, 0, 0, 0, 0, 0);
    }

    private static LoadResult full(
            double requestsPerSecond,
            long answered,
            long duplicates,
            long foreign,
            long wrong,
            long deadLetters,
            long rewardsSent,
            long rewardsApplied) {
        return full(
                null,
                null,
                requestsPerSecond,
                answered,
                duplicates,
                foreign,
                wrong,
                deadLetters,
                rewardsSent,
                rewardsApplied);
    }

    private static LoadResult full(
            @Nullable MissFigures misses,
            Report.@Nullable Latency latency,
            double requestsPerSecond,
            long answered,
            long duplicates,
            long foreign,
            long wrong,
            long deadLetters,
            long rewardsSent,
            long rewardsApplied) {
        @Nullable String deadLetter = deadLetters == 0 ? null : "unknown-set: s";
        return new LoadResult(
                requestsPerSecond,
                new Report.CpuMicros(1, 2, 3),
                777,
                latency,
                0.5,
                10,
                0.25,
                new Report.PeakRssMiB(10L, 20L, null),
                100,
                answered,
                100 - answered,
                duplicates,
                foreign,
                wrong,
                deadLetters,
                deadLetter,
                rewardsSent,
                rewardsApplied,
                0,
                5_254,
                1_660,
                misses,
                15,
                "15 s");
    }
}
