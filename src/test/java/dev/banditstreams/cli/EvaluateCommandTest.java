package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.banditstreams.datasets.SharedData;
import dev.banditstreams.evaluation.Estimator;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EvaluateCommandTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String HEADER = ",timestamp,item_id,position,click,propensity_score,user_feature_0,"
            + "user_feature_1,user_feature_2,user_feature_3\n";
    private static final Path ORACLE = Path.of("src", "test", "resources", "evaluation");

    @TempDir
    private Path directory;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @BeforeEach
    void writeALog() throws IOException {
        Files.writeString(directory.resolve("item_context.csv"), ",item_id\n0,a\n1,b\n2,c\n");
        write(row("a", 1, 1, .5), row("b", 2, 0, .25), row("c", 1, 0, .25), row("a", 2, 1, .5));
    }

    /** One evaluation of the oracle's: by its options, values and errors by key. */
    private record Golden(String log, List<String> options, Map<String, double[]> values) {}

    /** Both logs under all three policies, plainly and cross-fitted, against numpy and scipy. */
    @Test
    void shouldGiveWhatTheOracleGives() throws IOException {
        List<Golden> all = golden();
        assertThat(all).hasSize(12);
        for (Golden golden : all) {
            List<String> args = new ArrayList<>(
                    List.of("--path", SharedData.openBanditDataset(golden.log).toString()));
            args.addAll(golden.options);
            JsonNode json = json(args);
            golden.values.forEach((key, value) -> {
                assertThat(json.get(key).asDouble())
                        .as("%s of %s %s", key, golden.log, golden.options)
                        .isCloseTo(value[0], within(1e-9 * Math.max(1, value[0])));
                JsonNode error = json.get("standardErrors").get(key);
                if (error != null) {
                    assertThat(error.asDouble())
                            .as("error of %s of %s %s", key, golden.log, golden.options)
                            .isCloseTo(value[1], within(1e-9));
                }
            });
        }
    }

    private static List<Golden> golden() throws IOException {
        Map<List<String>, Map<String, double[]>> byCase = new LinkedHashMap<>();
        for (String line : Files.readAllLines(ORACLE.resolve("golden.csv"))) {
            String[] cells = line.split(",", -1);
            if (!cells[0].equals("log")) {
                byCase.computeIfAbsent(List.of(cells).subList(0, 6), any -> new LinkedHashMap<>())
                        .put(cells[6], new double[] {Double.parseDouble(cells[7]), Double.parseDouble(cells[8])});
            }
        }
        return byCase.entrySet().stream()
                .map(one -> new Golden(one.getKey().get(0), options(one.getKey()), one.getValue()))
                .toList();
    }

    private static List<String> options(List<String> cells) {
        String policy = cells.get(1);
        String more = switch (policy) {
            case "fixed" -> " --items 13,23,6";
            case "thompson" -> " --priors " + ORACLE.resolve("priors-men.csv");
            default -> "";
        };
        return List.of(("--bootstrap 0 --policy " + policy + more + " --folds " + cells.get(2) + " --clip "
                        + cells.get(3) + " --tau " + cells.get(4) + " --lambda " + cells.get(5))
                .split(" "));
    }

    @Test
    void shouldFindTheUniformPolicyInItsOwnLog() throws IOException {
        JsonNode json =
                json(List.of("--path", SharedData.openBanditDataset("random").toString(), "--policy", "uniform"));
        assertThat(json.get("ipw").asDouble()).isEqualTo(.0046);
        assertThat(json.get("snipw").asDouble()).isEqualTo(.0046);
        assertThat(json.get("ess").asDouble()).isEqualTo(10_000);
        assertThat(json.get("maxWeight").asDouble()).isEqualTo(1);
        assertThat(json.get("clicks").asInt()).isEqualTo(46);
        assertThat(json.get("warnings")).isEmpty();
        assertThat(json.get("uniformLog").asBoolean()).isTrue();
        assertThat(json.get("clip").asDouble()).isEqualTo(100);
        assertThat(json.get("lambda").asDouble()).isEqualTo(10_000);
        assertThat(json.get("intervals").get("ipw").get(0).asDouble()).isBetween(.0030, .0038);
        assertThat(json.get("intervals").get("ipw").get(1).asDouble()).isBetween(.0054, .0062);
    }

    /** Replay only counts where the log is uniform, and says so elsewhere. */
    @Test
    void shouldNotTrustReplayOnAnotherLog() {
        String log = SharedData.openBanditDataset("bts").toString();
        assertThat(bandit("evaluate --policy uniform --bootstrap 0 --path " + log))
                .isZero();
        assertThat(out.toString()).containsPattern("replay +0.006900 .* NOT TO BE TRUSTED");
    }

    @Test
    void shouldHaveEveryKeyThatIsPromised() throws IOException {
        JsonNode json = json(List.of("--path", directory.toString(), "--policy", "uniform", "--bootstrap", "50"));
        List<String> estimators =
                Stream.of(Estimator.values()).map(Estimator::key).toList();
        assertThat(estimators)
                .containsExactly("ipw", "snipw", "clippedIpw", "dm", "dr", "sndr", "switchDr", "dros", "replay");
        assertThat(json.fieldNames())
                .toIterable()
                .containsAll(estimators)
                .contains("standardErrors", "ess", "maxWeight", "meanWeight", "intervals", "rows", "clicks", "policy");
        assertThat(json.get("standardErrors").fieldNames()).toIterable().containsExactlyElementsOf(estimators);
        assertThat(json.get("intervals").fieldNames()).toIterable().containsExactlyElementsOf(estimators);
        assertThat(json.get("loggedValue").asDouble()).isEqualTo(.5);
    }

    /** Rows at position 2 are none of a policy that shows one item; what nobody logged has no value. */
    @Test
    void shouldLeaveOutPositionsThatThePolicyDoesNotHave() throws IOException {
        JsonNode json = json(List.of("--path", directory.toString(), "--policy", "fixed", "--items", "b"));
        assertThat(json.get("rows").asInt()).isEqualTo(2);
        assertThat(json.get("k").asInt()).isEqualTo(1);
        assertThat(json.get("leftOut")
                        .get("positions that the policy's slate doesn't have")
                        .asInt())
                .isEqualTo(2);
        assertThat(json.get("snipw").isNull()).isTrue();
        assertThat(json.get("replay").isNull()).isTrue();
        assertThat(json.get("intervals").get("snipw").isNull()).isTrue();
        assertThat(json.get("warnings").get(0).asText()).startsWith("NO OVERLAP");
        assertThat(err.toString()).contains("evaluate: WARNING: NO OVERLAP");
    }

    @Test
    void shouldOrderRowsByTimeBeforeTheyAreFolded() throws IOException {
        String[] rows = {row("a", 1, 1, .5), row("b", 2, 0, .25), row("c", 1, 0, .25), row("a", 2, 1, .5)};
        write(rows);
        JsonNode inOrder = json(List.of("--path", directory.toString(), "--policy", "uniform", "--folds", "2"));
        write(rows[2], rows[0], rows[3], rows[1]);
        JsonNode shuffled = json(List.of("--path", directory.toString(), "--policy", "uniform", "--folds", "2"));
        assertThat(shuffled).isEqualTo(inOrder);
        assertThat(inOrder.get("dr").asDouble())
                .isNotEqualTo(json(List.of("--path", directory.toString(), "--policy", "uniform"))
                        .get("dr")
                        .asDouble());
    }

    @Test
    void shouldPrintATableForPeople() {
        assertThat(bandit("evaluate --policy uniform --bootstrap 100 --path " + directory))
                .isZero();
        assertThat(out.toString())
                .contains("campaign men, 3 items, 3 positions: 4 rows, 2 with a reward")
                .contains("\nestimator ", "\nipw ", "\nreplay ", "effective sample")
                .containsSubsequence("WARNING  SMALL EFFECTIVE SAMPLE", "estimator", "WARNING  SMALL EFFECTIVE SAMPLE");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "--policy best",
                "--policy uniform --items a",
                "--policy uniform --priors f",
                "--policy fixed",
                "--policy fixed --items a,,b",
                "--policy fixed --items a,b,a",
                "--policy fixed --items a --k 2",
                "--policy thompson",
                "--policy uniform --format csv",
                "--policy uniform --k 0",
                "--policy uniform --clip 0",
                "--policy uniform --clip NaN",
                "--policy uniform --tau -1",
                "--policy uniform --lambda Infinity",
                "--policy uniform --folds 0",
                "--policy uniform --bootstrap 1",
                "--policy uniform --bootstrap 2000000000",
                "--policy uniform --seed x",
                "--policy uniform --window 5m",
                "--policy uniform --registry http://localhost:1",
                "--policy uniform --format topics",
            })
    void shouldCallWrongUsageWrong(String options) {
        assertThat(bandit(("evaluate --path d " + options).strip())).isEqualTo(2);
        assertThat(err.toString()).contains("Try 'bandit evaluate --help'.");
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"--window 5", "--window 0s", "--timeout 0", "--reward-values click", "--reward-values click=2"})
    void shouldCallWrongUsageOfTopicsWrong(String options) {
        assertThat(bandit("evaluate --format topics --policy uniform " + options))
                .isEqualTo(2);
        assertThat(err.toString()).contains("Try 'bandit evaluate --help'.");
    }

    @Test
    void shouldSayThatNoBrokerAnswers() {
        assertThat(bandit("evaluate --format topics --policy uniform --timeout 1 --bootstrap-servers localhost:1"))
                .isEqualTo(1);
        assertThat(err.toString())
                .contains("bandit evaluate: no broker at localhost:1 answered within 1 s; give another address");
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void shouldAskForAPath() {
        assertThat(bandit("evaluate --policy uniform")).isEqualTo(2);
        assertThat(err.toString()).contains("--path is missing");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "--policy fixed --items a,zz          | --items: item zz is not among the 3 items of the log",
                "--policy fixed --items a,b,c,zz      | a slate of 4 is too long: the log has 3 positions and 3 items",
                "--policy uniform --k 4               | a slate of 4 is too long: the log has 3 positions",
                "--policy uniform --folds 5           | --folds is 5, and the log has 4 rows",
                "--policy thompson --priors /no/where | there is no file /no/where",
            })
    void shouldSayWhyItFailed(String options, String message) {
        assertThat(bandit("evaluate --path " + directory + " " + options)).isEqualTo(1);
        assertThat(err.toString()).contains("bandit evaluate: " + message);
        assertThat(out.toString()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "a,1,2;b,1,2        | FILE has no row for item c: it needs one for every item",
                "a,1,2;b,1,2;d,1,2  | FILE: item d is not among the 3 items of the log",
                "a,1,2;b,1,2;b,3,2  | FILE, line 4, column 1 (item_id): item b is there twice",
                "a,1,2;b,1,0;c,1,2  | FILE, line 3, column 3 (beta): '0' is not above 0",
                "a,1,2;b,1e99,1;c,1,2 | FILE: item b has a parameter of 1.0E99, expected alpha and beta from 0.001",
                "a,1,2;b,x,1;c,1,2  | FILE, line 3, column 2 (alpha): 'x' is not a number",
                "a,1,2;b,1          | FILE, line 3, column 3 (beta): the row has 2 columns, the header 3",
            })
    void shouldSayWhatIsWrongWithPriors(String rows, String message) throws IOException {
        Path file = directory.resolve("priors.txt");
        Files.writeString(file, "item_id,alpha,beta\n" + rows.replace(';', '\n'));
        assertThat(bandit("evaluate --policy thompson --priors " + file + " --path " + directory))
                .isEqualTo(1);
        assertThat(err.toString()).contains(message.replace("FILE", file.toString()));
    }

    /** As people write it: spaces nowhere, no line end at the end. */
    @Test
    void shouldTakePriorsWithoutALastLineEnd() throws IOException {
        Path file = directory.resolve("priors.txt");
        Files.writeString(file, "beta,item_id,alpha\n2,a,1\n2,b,1\n2,c,1");
        JsonNode json = json(List.of(
                "--path", directory.toString(), "--policy", "thompson", "--priors", file.toString(), "--k", "2"));
        JsonNode uniform = json(List.of("--path", directory.toString(), "--policy", "uniform"));
        assertThat(json.get("ipw").asDouble()).isCloseTo(uniform.get("ipw").asDouble(), within(1e-9));
    }

    /** The weight of the second would be infinite, or its square. */
    @ParameterizedTest
    @ValueSource(doubles = {0, 1e-320, 1e-200})
    void shouldRefuseARowThatCouldNotHappen(double propensity) throws IOException {
        write(row("a", 1, 1, .5), row("b", 2, 0, propensity));
        assertThat(bandit("evaluate --policy uniform --path " + directory)).isEqualTo(1);
        assertThat(err.toString()).contains("bandit evaluate: line 3 of the log has propensity_score " + propensity);
    }

    private int second;

    private String row(String item, int position, int click, double propensity) {
        return "0,2019-11-24 00:00:%02d+00:00,%s,%d,%d,%s,u,v,w,x%n"
                .formatted(second++, item, position, click, propensity);
    }

    private void write(String... rows) throws IOException {
        Files.writeString(directory.resolve("men.csv"), HEADER + Stream.of(rows).collect(Collectors.joining()));
    }

    private JsonNode json(List<String> options) throws IOException {
        out.getBuffer().setLength(0);
        List<String> args = new ArrayList<>(List.of("evaluate", "--json"));
        args.addAll(options);
        int exitCode =
                Main.execute(new PrintWriter(out, true), new PrintWriter(err, true), args.toArray(String[]::new));
        assertThat(exitCode).as(err.toString()).isZero();
        assertThat(out.toString().lines()).hasSize(1);
        return JSON.readTree(out.toString());
    }

    private int bandit(String line) {
        return Main.execute(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                Stream.of(line.split(" ")).toArray(String[]::new));
    }
}
