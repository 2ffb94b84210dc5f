package dev.banditstreams.cli;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FiguresTest {

    @ParameterizedTest
    @CsvSource({
        "0.0812345, 0.0812",
        "12.30, 12.3",
        "12345.678, 12346",
        "1, 1",
        "0, 0",
        "-0.5, -0.5",
        "0.0000123456, 0.0000123",
        "0.00000123456, 1.23e-06",
        "1e12, 1.00e+12",
        "Infinity, infinite",
        "NaN, unknown"
    })
    void shouldWriteThreeDigitsAndWholeNumbersWhole(double value, String text) {
        assertThat(Figures.of(value)).isEqualTo(text);
    }

    @Test
    void shouldTakeAsManyDigitsAsTellTwoNumbersApart() {
        assertThat(Figures.digits(0.5, 0.25)).isEqualTo(3);
        assertThat(Figures.of(0.081234, Figures.digits(0.081234, 0.081239))).isEqualTo("0.08123");
        assertThat(Figures.digits(0.1, 0.1)).isEqualTo(3);
        assertThat(Figures.digits(0.1, Math.nextUp(0.1))).isEqualTo(17);
    }

    @ParameterizedTest
    @CsvSource({"0.5, 50 %", "0.1234, 12 %", "0.0123, 1.23 %", "1, 100 %", "0, 0 %", "1e-9, less than 0.001 %"})
    void shouldWriteShares(double share, String text) {
        assertThat(Figures.percent(share)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"1, 1st", "2, 2nd", "3, 3rd", "4, 4th", "11, 11th", "12, 12th", "21, 21st", "113, 113th", "402, 402nd"})
    void shouldCount(int number, String text) {
        assertThat(Figures.ordinal(number)).isEqualTo(text);
    }
}
