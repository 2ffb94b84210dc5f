package dev.banditstreams.datasets;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.banditstreams.model.FeatureValue;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OpenBanditDatasetTest {

    private static final String HEADER = ",timestamp,item_id,position,click,propensity_score,"
            + "user_feature_0,user_feature_1,user_feature_2,user_feature_3,user-item_affinity_0,user-item_affinity_1\n";
    private static final String FIRST = "0,2019-11-24 00:00:01.000500+00:00,b,2,1,0.25,aa,bb,cc,dd,0.0,1.0\n";
    private static final String SECOND = "1,2019-11-24 01:00:02+00:00,a,3,0,0.5,aa,bb,cc,dd,0.0,0.0\n";
    private static final String ITEMS = """
            ,item_id,item_feature_0,item_feature_1
            0,a,-0.5,c82d
            1,b,0.75,
            """;

    @TempDir
    private Path directory;

    private Path log;

    @BeforeEach
    void write() throws IOException {
        log = directory.resolve("women.csv");
        Files.writeString(log, HEADER + FIRST + SECOND);
        Files.writeString(directory.resolve("item_context.csv"), ITEMS);
    }

    @Test
    void shouldReadACampaign() {
        Campaign campaign = OpenBanditDataset.read(directory);

        assertThat(campaign.name()).isEqualTo("women");
        assertThat(campaign.contentHash()).matches("[0-9a-f]{64}");
        assertThat(campaign.began()).isEqualTo(Instant.parse("2019-11-24T00:00:01.000500Z"));
        assertThat(campaign.items())
                .containsExactly(
                        new LoggedItem(
                                "a",
                                Map.of(
                                        "item_feature_0",
                                        new FeatureValue.Real(-0.5),
                                        "item_feature_1",
                                        new FeatureValue.Text("c82d"))),
                        new LoggedItem("b", Map.of("item_feature_0", new FeatureValue.Real(0.75))));
        LoggedImpression first = campaign.impressions().get(0);
        assertThat(first).isEqualTo(new LoggedImpression(0, campaign.began(), first.user(), "b", 2, true, 0.25));
        assertThat(first.user().features()).containsEntry("user_feature_3", new FeatureValue.Text("dd"));
        assertThat(campaign.impressions().get(1))
                .isEqualTo(new LoggedImpression(
                        1, Instant.parse("2019-11-24T01:00:02Z"), first.user(), "a", 3, false, 0.5));
    }

    @Test
    void shouldTellUsersApartByTheirFeatures() throws IOException {
        Files.writeString(log, HEADER + FIRST + SECOND + SECOND.replace("aa,bb", "a,abb"));
        assertThat(OpenBanditDataset.read(directory).users())
                .hasSize(2)
                .extracting(LoggedUser::userId)
                .doesNotHaveDuplicates()
                .allMatch(id -> id.matches("[0-9a-f]{32}"));
    }

    @Test
    void shouldFindColumnsByTheirNames() throws IOException {
        Campaign expected = OpenBanditDataset.read(directory);
        Files.writeString(
                log,
                "\uFEFFclick,item_id,extra,position,user_feature_0,user_feature_1,user_feature_2,user_feature_3,"
                        + "propensity_score,timestamp\r\n"
                        + "1,b,?,2,aa,bb,cc,dd,0.25,2019-11-24 00:00:01.000500+00:00\r\n"
                        + "0,a,?,3,aa,bb,cc,dd,0.5,2019-11-24 01:00:02+00:00\r\n");
        assertThat(OpenBanditDataset.read(directory).impressions()).isEqualTo(expected.impressions());
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "01:00:02+00:00 | 01:00     | column 2 (timestamp): '2019-11-24 01:00' is not a time",
                ",a,3,          | ,zz,3,    | column 3 (item_id): item zz is not in item_context.csv",
                ",a,3,          | ,,3,      | column 3 (item_id): the id is missing",
                ",a,3,          | ,a,4,     | column 4 (position): '4' is not a whole number from 1 to 3",
                ",a,3,          | ,a,,      | column 4 (position): '' is not a whole number from 1 to 3",
                ",3,0,          | ,3,2,     | column 5 (click): '2' is not a whole number from 0 to 1",
                ",3,0,          | ,3,yes,   | column 5 (click): 'yes' is not a whole number from 0 to 1",
                "0.5            | NaN       | column 6 (propensity_score): 'NaN' is not a number",
                "0.5            | 1.5       | column 6 (propensity_score): 1.5 is not a probability",
                "0.0,0.0        | 0.0,x     | column 12 (user-item_affinity_1): 'x' is not a number",
                "bb,cc          | bb,\uFFFD | column 9 (user_feature_2): '\uFFFD' is not UTF-8",
                ",0.0,0.0       | ,0.0      | column 12 (user-item_affinity_1): the row has 11 columns, the header 12",
                "0.0,0.0        | 0.0,0.0,0 | column 12 (user-item_affinity_1): the row has 13 columns, the header 12",
            })
    void shouldSayWhereALogIsWrong(String part, String replacement, String fault) throws IOException {
        Files.writeString(log, HEADER + FIRST + SECOND.replace(part, replacement) + FIRST);
        assertRefused(log + ", line 3, " + fault);
    }

    @ParameterizedTest
    @CsvSource({"1, the file ends inside this row", "3, the file ends inside this row", "20, the row has"})
    void shouldNotTakeAFileThatEndsInsideARow(int missing, String fault) throws IOException {
        String whole = HEADER + FIRST + SECOND;
        Files.writeString(log, whole.substring(0, whole.length() - missing));
        assertRefused(log + ", line 3, column ", fault, "truncated");
    }

    @Test
    void shouldNotTakeAQuoteThatNeverEnds() throws IOException {
        Files.writeString(log, HEADER + FIRST + "1,\"2019");
        assertRefused(log + ", line 3");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> OpenBanditDataset.read(directory))
                .withMessageNotContaining("Exception");
    }

    @Test
    void shouldSayThatALogIsCompressed() throws IOException {
        Files.write(log, new byte[] {0x1f, (byte) 0x8b, 8, 0, 0, 0, 0, 0, 0, 3, '\n'});
        assertRefused(log + " is compressed: unpack it");
    }

    @Test
    void shouldNotTakeBytesThatAreNoText() throws IOException {
        byte[] bytes = (HEADER + FIRST + SECOND).getBytes(StandardCharsets.UTF_8);
        bytes[bytes.length - 13] = (byte) 0xFF;
        Files.write(log, bytes);
        assertRefused(log + ", line 3, column 9", "is not UTF-8");
    }

    @ParameterizedTest
    @CsvSource({"timestamp", "item_id", "position", "click", "propensity_score", "user_feature_2"})
    void shouldNameAMissingColumn(String column) throws IOException {
        Files.writeString(log, HEADER.replace(column, "else") + FIRST);
        assertRefused(log + ", line 1: there is no column " + column);
    }

    @Test
    void shouldNotGuessWhichOfTwoColumnsIsMeant() throws IOException {
        Files.writeString(log, HEADER.replace("position", "click") + FIRST);
        assertRefused(log + ", line 1: there ");
    }

    @Test
    void shouldSayWhereTheItemsAreWrong() throws IOException {
        Path items = directory.resolve("item_context.csv");
        Files.writeString(items, ITEMS.replace("1,b", "1,a"));
        assertRefused(items + ", line 3, column 2 (item_id): item a is there twice");
        Files.writeString(items, ITEMS.replace("0.75", "high"));
        assertRefused(items + ", line 3, column 3 (item_feature_0): 'high' is not a number");
        Files.writeString(items, ITEMS.substring(0, ITEMS.length() - 1));
        assertRefused(items + ", line 3, ", "truncated");
        Files.writeString(items, ITEMS.lines().limit(1).collect(Collectors.joining("", "", "\n")));
        assertRefused(items + " has a header and no rows");
        Files.delete(items);
        assertRefused("there is no file " + items);
    }

    @Test
    void shouldRefuseADirectoryThatIsNoCampaign() throws IOException {
        Files.writeString(log, HEADER);
        assertRefused(log + " has a header and no rows");
        Files.writeString(log, "");
        assertRefused(log + " is empty");
        Files.writeString(directory.resolve("men.csv"), HEADER + FIRST);
        assertRefused(directory + " has 2 CSV files beside item_context.csv");
        Files.delete(directory.resolve("men.csv"));
        Files.delete(log);
        assertRefused(directory + " has no CSV files beside item_context.csv");
        Files.createDirectory(log);
        assertRefused(log + " can't be read");
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> OpenBanditDataset.read(directory.resolve("nowhere")))
                .withMessage("there is no directory " + directory.resolve("nowhere"));
    }

    @ParameterizedTest
    @CsvSource({
        "random, 46, 230, ede6d08c6877f99cd3770f7d09e26c738e6aa6de4445ccccfb1356ba5d06b1eb",
        "bts, 69, 238, db6d1f7ed2d591ba521533e45286d4c1fba7fe57a8ad2e80342210335f43c527"
    })
    void shouldReadThePublishedFiles(String policy, int clicks, int users, String sha256) {
        Campaign campaign = OpenBanditDataset.read(SharedData.openBanditDataset(policy));
        assertThat(campaign.name()).isEqualTo("men");
        assertThat(campaign.contentHash()).isEqualTo(sha256);
        assertThat(campaign.items()).hasSize(34);
        assertThat(campaign.impressions()).hasSize(10_000);
        assertThat(campaign.impressions().stream().filter(LoggedImpression::clicked))
                .hasSize(clicks);
        assertThat(campaign.users()).hasSize(users);
    }

    private void assertRefused(String... parts) {
        assertThatExceptionOfType(DatasetException.class)
                .isThrownBy(() -> OpenBanditDataset.read(directory))
                .satisfies(refused -> assertThat(refused).hasMessageContainingAll(parts));
    }
}
