package dev.banditstreams.cli;

import dev.banditstreams.simulation.RegretChart;
import dev.banditstreams.simulation.RegretCurve;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** The files of a simulation. */
final class SimulationFiles {

    private final Path directory;

    private SimulationFiles(Path directory) {
        this.directory = directory;
    }

    /**
     * Made before the simulation: it would be a pity to find out afterwards that nothing can be written.
     *
     * @throws CommandFailure if the directory can't be made or written to
     */
    static SimulationFiles in(Path directory) {
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new CommandFailure("directory " + directory + " can't be made: " + e, e);
        }
        if (!Files.isWritable(directory)) {
            throw new CommandFailure("directory " + directory + " can't be written to");
        }
        return new SimulationFiles(directory);
    }

    /** @return what was done, a line for each file */
    List<String> write(SimulationReport report) {
        RegretChart chart = new RegretChart(
                "Regret in world " + report.world().name() + ", mean of "
                        + report.plan().runs() + " runs and 2 standard errors",
                report.curves());
        List<String> done = new ArrayList<>();
        done.add(write("regret.csv", file -> writeCsv(file, report.curves())));
        done.add(write("regret.svg", chart::writeSvg));
        done.add(write("regret.png", chart::writePng));
        return done;
    }

    private interface Content {
        void writeTo(Path file) throws IOException;
    }

    private String write(String name, Content content) {
        Path file = directory.resolve(name);
        boolean there = Files.exists(file);
        try {
            content.writeTo(file);
        } catch (IOException e) {
            throw new CommandFailure(file + " can't be written: " + e, e);
        }
        return (there ? "replaced " : "wrote ") + file;
    }

    private static void writeCsv(Path file, List<RegretCurve> curves) throws IOException {
        CSVFormat format = CSVFormat.RFC4180
                .builder()
                .setHeader("policy", "steps", "mean", "standard_deviation", "standard_error", "runs")
                .setRecordSeparator('\n')
                .get();
        try (Writer writer = Files.newBufferedWriter(file, StandardCharsets.UTF_8);
                CSVPrinter rows = new CSVPrinter(writer, format)) {
            for (RegretCurve curve : curves) {
                for (RegretCurve.Point point : curve.points()) {
                    rows.printRecord(
                            curve.policy(),
                            point.steps(),
                            point.mean(),
                            point.standardDeviation(),
                            point.standardError(),
                            curve.runs());
                }
            }
        }
    }
}
