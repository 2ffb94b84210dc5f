package dev.banditstreams.simulation;

import dev.banditstreams.simulation.ArmRates.Segment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVParser;
import org.apache.commons.csv.CSVRecord;

/**
 * A world in a CSV file: a header, {@code steps} and a name for each arm, and a row for each segment, its number of
 * steps and each arm's click rate in it.
 */
public final class WorldFile {

    private static final String STEPS = "steps";

    private WorldFile() {}

    /** @throws SimulationException with file and line at the first fault */
    public static ArmRates read(Path file) {
        List<Segment> segments = new ArrayList<>();
        CSVFormat format = CSVFormat.DEFAULT
                .builder()
                .setIgnoreSurroundingSpaces(true)
                .setIgnoreEmptyLines(true)
                .get();
        try (CSVParser rows = CSVParser.parse(Files.newBufferedReader(file, StandardCharsets.UTF_8), format)) {
            int columns = 0;
            for (CSVRecord row : rows) {
                if (columns == 0) {
                    columns = columns(row, file);
                } else if (row.size() != columns) {
                    throw fault(file, row, row.size() + " cells, the header has " + columns);
                } else {
                    segments.add(segment(row, file));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            throw new SimulationException("world " + file + " can't be read: " + e.getMessage(), e);
        }
        if (segments.isEmpty()) {
            throw new SimulationException("world " + file + " has no segments: expected a header, " + STEPS
                    + " and the arms' names, and a row of numbers for each segment");
        }
        return new ArmRates(segments);
    }

    private static int columns(CSVRecord header, Path file) {
        if (header.size() < 2 || !header.get(0).equals(STEPS)) {
            throw fault(file, header, "expected the header " + STEPS + " and the arms' names, apart by commas");
        }
        return header.size();
    }

    private static Segment segment(CSVRecord row, Path file) {
        try {
            int steps = Integer.parseInt(row.get(0));
            List<Double> rates = row.stream().skip(1).map(Double::valueOf).toList();
            return new Segment(steps, rates);
        } catch (NumberFormatException e) {
            throw fault(file, row, "expected a whole number of steps and click rates: " + e.getMessage());
        } catch (SimulationException e) {
            throw fault(file, row, String.valueOf(e.getMessage()));
        }
    }

    private static SimulationException fault(Path file, CSVRecord row, String what) {
        return new SimulationException("world " + file + ", row " + row.getRecordNumber() + ": " + what);
    }
}
