package dev.banditstreams.datasets;

import java.nio.file.Path;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.format.DateTimeParseException;
import java.time.format.ResolverStyle;
import java.time.temporal.ChronoField;
import java.util.List;
import org.apache.commons.csv.CSVRecord;

/**
 * One row of a {@link Table}. Whatever is wrong with a cell becomes a {@link DatasetException} that names its place.
 */
final class Row {

    /** As pandas writes them: {@code 2019-11-24 00:00:01.123456+00:00}, the fraction only where it isn't 0. */
    private static final DateTimeFormatter TIMESTAMP = new DateTimeFormatterBuilder()
            .appendPattern("uuuu-MM-dd HH:mm:ss")
            .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
            .appendOffset("+HH:MM", "+00:00")
            .toFormatter()
            .withResolverStyle(ResolverStyle.STRICT);

    private static final int SHOWN = 60;

    private final Path file;
    private final long line;
    private final List<String> columns;
    private final CSVRecord cells;

    Row(Path file, long line, List<String> columns, CSVRecord cells) {
        this.file = file;
        this.line = line;
        this.columns = columns;
        this.cells = cells;
    }

    /** The cell's text; empty where it is missing. */
    String text(int column) {
        String text = cells.get(column);
        if (text.indexOf('\uFFFD') >= 0) {
            throw failure(column, shown(text) + " is not UTF-8");
        }
        return text;
    }

    /** An id: not blank. */
    String id(int column) {
        String text = text(column);
        if (text.isBlank()) {
            throw failure(column, "the id is missing");
        }
        return text;
    }

    /** A whole number from {@code least} to {@code most}. */
    int whole(int column, int least, int most) {
        String text = text(column);
        try {
            int value = Integer.parseInt(text);
            if (value >= least && value <= most) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for a number out of range.
        }
        throw failure(column, shown(text) + " is not a whole number from " + least + " to " + most);
    }

    /** A finite number. */
    double number(int column) {
        String text = text(column);
        try {
            double value = Double.parseDouble(text);
            if (Double.isFinite(value)) {
                return value;
            }
        } catch (NumberFormatException e) {
            // Said below, as for an infinite one.
        }
        throw failure(column, shown(text) + " is not a number");
    }

    Instant time(int column) {
        String text = text(column);
        try {
            return OffsetDateTime.parse(text, TIMESTAMP).toInstant();
        } catch (DateTimeParseException e) {
            throw failure(column, shown(text) + " is not a time like 2019-11-24 00:00:01.123456+00:00");
        }
    }

    DatasetException failure(int column, String message) {
        String name = columns.get(column).isEmpty() ? "" : " (" + columns.get(column) + ")";
        return new DatasetException(file + ", line " + line + ", column " + (column + 1) + name + ": " + message);
    }

    private static String shown(String text) {
        return text.length() <= SHOWN ? "'" + text + "'" : "'" + text.substring(0, SHOWN) + "...'";
    }
}
