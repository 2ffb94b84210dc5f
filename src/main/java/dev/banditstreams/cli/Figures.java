package dev.banditstreams.cli;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.Locale;

/** Numbers as people read them. */
final class Figures {

    private static final int DIGITS = 3;
    private static final int MOST_DIGITS = 17;
    private static final double LEAST_PLAIN = 1e-5;
    private static final double MOST_PLAIN = 1e9;

    private Figures() {}

    /** With three significant digits; whole numbers with all of theirs. */
    static String of(double value) {
        return of(value, DIGITS);
    }

    static String of(double value, int digits) {
        if (Double.isNaN(value)) {
            return "unknown";
        }
        if (Double.isInfinite(value)) {
            return value > 0 ? "infinite" : "-infinite";
        }
        if (value == 0) {
            return "0";
        }
        double size = Math.abs(value);
        if (size < LEAST_PLAIN || size >= MOST_PLAIN) {
            return String.format(Locale.ROOT, "%." + (digits - 1) + "e", value);
        }
        int whole = (int) Math.floor(Math.log10(size)) + 1;
        return BigDecimal.valueOf(value)
                .round(new MathContext(Math.max(digits, whole)))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** As many digits as it takes to tell two numbers apart, at least three. */
    static int digits(double one, double other) {
        int digits = DIGITS;
        while (digits < MOST_DIGITS && one != other && of(one, digits).equals(of(other, digits))) {
            digits++;
        }
        return digits;
    }

    /** A share in [0, 1]. */
    static String percent(double share) {
        if (share > 0 && share < 1e-5) {
            return "less than 0.001 %";
        }
        return of(100 * share, share > 0.1 && share < 0.9 ? 2 : DIGITS) + " %";
    }

    /** As in 1st. */
    static String ordinal(int number) {
        int tens = number % 100;
        if (tens >= 11 && tens <= 13) {
            return number + "th";
        }
        return number
                + switch (number % 10) {
                    case 1 -> "st";
                    case 2 -> "nd";
                    case 3 -> "rd";
                    default -> "th";
                };
    }
}
