package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.TypeConversionException;

class MillisecondsTest {

    @ParameterizedTest
    @CsvSource({"500ms,500", "5s,5000", "2m,120000", "24h,86400000", "7d,604800000", "0s,0"})
    void shouldReadATime(String text, long millis) {
        assertThat(new Milliseconds().convert(text)).isEqualTo(millis);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "5", "5w", "-1s", "s", "1.5s", "99999999999s"})
    void shouldRefuseAnythingElse(String text) {
        assertThatThrownBy(() -> new Milliseconds().convert(text))
                .isInstanceOf(TypeConversionException.class)
                .hasMessageContaining("as in 5s");
    }

    @Test
    void shouldNameTheTextThatItRefuses() {
        assertThatThrownBy(() -> new Milliseconds().convert("5w")).hasMessageContaining("'5w'");
    }
}
