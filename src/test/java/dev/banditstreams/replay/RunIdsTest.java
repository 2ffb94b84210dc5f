package dev.banditstreams.replay;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RunIdsTest {

    private final RunIds ids = new RunIds(Campaigns.of(20, 2, 1), "logged", 7);

    @Test
    void shouldNameAnImportByLogAndModeAlone() {
        RunIds other = new RunIds(Campaigns.of(20, 2, 1), "logged", 8);
        assertThat(ids.importId()).isEqualTo("replay:small:0123456789abcdef:logged");
        assertThat(other.importId()).isEqualTo(ids.importId());
        assertThat(other.imported(3)).isEqualTo(ids.imported(3));
        assertThat(new RunIds(Campaigns.of(20, 2, 1), "match", 7).importId()).isNotEqualTo(ids.importId());
    }

    @Test
    void shouldMakeTheSeedPartOfEveryRequest() {
        RunIds other = new RunIds(Campaigns.of(20, 2, 1), "logged", 8);
        assertThat(ids.request(3)).isEqualTo("replay:small:0123456789abcdef:logged:7:3");
        assertThat(other.request(3)).isNotEqualTo(ids.request(3));
        assertThat(other.feedback(3)).isNotEqualTo(ids.feedback(3));
    }

    @Test
    void shouldKnowItsOwnRows() {
        assertThat(ids.rowOfRequest(ids.request(19))).isEqualTo(19);
        assertThat(ids.rowOfImport(ids.imported(0))).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "20", "-1", "+1", "01", "x", "99999999999", "1:click"})
    void shouldNotTakeOthersForItsOwn(String suffix) {
        assertThat(ids.rowOfRequest("replay:small:0123456789abcdef:logged:7:" + suffix))
                .isEqualTo(-1);
        assertThat(ids.rowOfRequest("replay:small:0123456789abcdef:logged:8:1")).isEqualTo(-1);
        assertThat(ids.rowOfImport("replay:small:0123456789abcdef:logged:" + suffix))
                .isEqualTo(-1);
    }
}
