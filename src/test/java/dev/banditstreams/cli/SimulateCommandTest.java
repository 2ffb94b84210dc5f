package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.datasets.SharedData;
import java.awt.image.BufferedImage;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SimulateCommandTest {

    @TempDir
    Path dir;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void shouldPrintATable() {
        assertThat(simulate("--steps", "100", "--runs", "3")).as(err.toString()).isZero();

        List<String> lines = out.toString().lines().toList();
        assertThat(lines).hasSize(2);
        assertThat(lines.get(0)).startsWith("policy").contains("regret at 10 ", "at 100", "best at end", "in last 10");
        assertThat(lines.get(1)).matches("thompson +\\d+\\.\\d\\d \\+- \\d+\\.\\d\\d +.* %");
        assertThat(err.toString())
                .contains(
                        "simulate: world russo, 3 arms of 0.700 to 0.900, 100 steps, 3 runs, slates of 1, batches of 1,"
                                + " seed 1")
                .contains("simulate: thompson: 3 of 3 runs");
    }

    @Test
    void shouldPrintJson() throws Exception {
        assertThat(simulate("--arms", ".1,.9,.5", "--k", "2", "--steps", "50", "--runs", "2", "--json"))
                .as(err.toString())
                .isZero();

        JsonNode json = new ObjectMapper().readTree(out.toString());
        assertThat(out.toString().lines()).hasSize(1);
        assertThat(json.get("world").asText()).isEqualTo("3 arms");
        assertThat(json.get("k").asInt()).isEqualTo(2);
        JsonNode policy = json.get("policies").get(0);
        assertThat(policy.get("points")).hasSize(50);
        assertThat(policy.get("regret").asDouble())
                .isEqualTo(policy.get("points").get(49).get("mean").asDouble())
                .isBetween(0.0, 20.0);
        assertThat(policy.get("standardError").isNumber()).isTrue();
    }

    @Test
    void shouldHaveNoStandardErrorOfOneRun() throws Exception {
        assertThat(simulate("--steps", "20", "--runs", "1", "--json")).isZero();
        assertThat(new ObjectMapper()
                        .readTree(out.toString())
                        .get("policies")
                        .get(0)
                        .get("standardError")
                        .isNull())
                .isTrue();
    }

    @Test
    void shouldWriteCurvesAndSayWhatItReplaced() throws Exception {
        Path files = dir.resolve("new/out");
        String[] line = {"--steps", "40", "--runs", "2", "--out", files.toString()};
        assertThat(simulate(line)).as(err.toString()).isZero();
        assertThat(err.toString())
                .contains("wrote " + files.resolve("regret.csv"))
                .doesNotContain("replaced");

        List<String> rows = Files.readAllLines(files.resolve("regret.csv"));
        assertThat(rows).hasSize(41).startsWith("policy,steps,mean,standard_deviation,standard_error,runs");
        assertThat(rows.get(40)).startsWith("thompson,40,").endsWith(",2");
        BufferedImage picture = ImageIO.read(files.resolve("regret.png").toFile());
        assertThat(picture.getWidth()).isGreaterThan(1_000);
        DocumentBuilderFactory xml = DocumentBuilderFactory.newInstance();
        xml.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        assertThat(xml.newDocumentBuilder()
                        .parse(files.resolve("regret.svg").toFile())
                        .getDocumentElement()
                        .getTagName())
                .isEqualTo("svg");

        assertThat(simulate(line)).isZero();
        assertThat(err.toString()).contains("replaced " + files.resolve("regret.svg"));
    }

    @Test
    void shouldHaveACurveForEachPolicyWithEachHalfLife() {
        assertThat(simulate(
                        "--steps",
                        "20",
                        "--runs",
                        "1",
                        "--policy",
                        "thompson,greedy,uniform,epsilon-greedy,bayes-ucb,kl-ucb,ucb1,thompson",
                        "--half-life",
                        "none,12.5",
                        "--epsilon",
                        ".2"))
                .as(err.toString())
                .isZero();
        assertThat(out.toString().lines().skip(1).map(line -> line.replaceAll(" {2,}.*", "")))
                .containsExactly(
                        "thompson",
                        "thompson, half-life 12.5",
                        "greedy",
                        "greedy, half-life 12.5",
                        "uniform",
                        "uniform, half-life 12.5",
                        "epsilon-greedy, exploration 0.2",
                        "epsilon-greedy, exploration 0.2, half-life 12.5",
                        "bayes-ucb",
                        "bayes-ucb, half-life 12.5",
                        "kl-ucb",
                        "kl-ucb, half-life 12.5",
                        "ucb1",
                        "ucb1, half-life 12.5");
    }

    @Test
    void shouldRunAWorldFile() throws Exception {
        Path world = Files.writeString(dir.resolve("mine.csv"), "steps,a,b\n30,.1,.9\n30,.9,.1\n");

        assertThat(simulate("--world", world.toString(), "--steps", "60", "--runs", "2"))
                .as(err.toString())
                .isZero();
        assertThat(err.toString()).contains("world mine.csv, 2 arms of 0.100 to 0.900 in 2 segments, 60 steps");
    }

    @Test
    void shouldTakeTheRatesOfACampaign() {
        Path campaign = SharedData.openBanditDataset("random");

        assertThat(simulate("--world", "campaign", "--path", campaign.toString(), "--steps", "20", "--runs", "1"))
                .as(err.toString())
                .isZero();
        // The best of them: 4 clicks of 272 impressions, times 20.
        assertThat(err.toString()).contains("world campaign, 34 arms of 0.000 to 0.294, 20 steps, 1 runs, slates of 3");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--steps 0|--steps is 0, expected at least 1",
                "--runs 0|--runs is 0, expected at least 1",
                "--k 4|--k is 4, but the world has 3 arms",
                "--batch 2000|--batch is 2000, but there are 1000 steps",
                "--threads 0|--threads has to be at least 1",
                "--arms .1,2|a click rate is 2.0, expected a number from 0 to 1",
                "--arms .1,x|is not a double",
                "--arms .1 --world russo|--world and --arms exclude each other",
                "--world mars|--world is mars, expected russo, campaign, piecewise or a CSV file that is there",
                "--path .|--path is for --world campaign",
                "--policy best|--policy is best, expected",
                "--half-life 0|--half-life is 0, expected none or a number of requests from 1",
                "--half-life none,x|--half-life is x, expected none",
                "--exploration 1.5|--exploration is 1.5, expected a number from 0 to 1",
                "--epsilon -1|--epsilon is -1.0, expected a number from 0 to 1",
                "--prior 1|--prior is [1.0], expected two numbers above 0",
                "--prior 0,1|--prior is [0.0, 1.0], expected",
                "--delay 5s|--delay and --rate are for --broker",
                "--broker --rate 0|--rate is 0, expected a number from 1 to 20000",
                "--broker --batch 10|--batch and --threads are not for --broker"
            })
    void shouldRefuseNonsense(String line, String expected) {
        assertThat(simulate(line.split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(expected).contains("Try 'bandit simulate --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldRefuseAFileInPlaceOfTheDirectoryBeforeItSimulates() throws Exception {
        Path file = Files.writeString(dir.resolve("file"), "mine");

        assertThat(simulate("--out", file.toString())).isEqualTo(1);
        assertThat(err.toString()).contains("can't be made").doesNotContain("runs");
        assertThat(file).hasContent("mine");
    }

    private int simulate(String... args) {
        String[] line = new String[args.length + 1];
        line[0] = "simulate";
        System.arraycopy(args, 0, line, 1, args.length);
        return Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), line);
    }
}
