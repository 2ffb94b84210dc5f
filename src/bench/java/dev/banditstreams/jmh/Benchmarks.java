package dev.banditstreams.jmh;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.openjdk.jmh.infra.BenchmarkParams;
import org.openjdk.jmh.results.Result;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;

/** Runs benchmarks and writes one line for each: name, parameters, ns of processor time, JMH's ns and its error. */
public final class Benchmarks {

    private Benchmarks() {}

    /** @param arguments a regular expression of names, and the file for the table */
    public static void main(String[] arguments) throws RunnerException, IOException {
        List<String> lines = new ArrayList<>();
        for (RunResult result :
                new Runner(new OptionsBuilder().include(arguments[0]).build()).run()) {
            lines.add(line(result));
        }
        Path table = Path.of(arguments[1]);
        Files.createDirectories(table.getParent());
        Files.write(table, lines);
        System.out.println("\nname\tparameters\tCPU ns\tJMH ns\terror");
        lines.forEach(System.out::println);
    }

    private static String line(RunResult result) {
        BenchmarkParams params = result.getParams();
        String name = params.getBenchmark();
        String parameters = params.getParamsKeys().stream()
                .map(key -> key + "=" + params.getParam(key))
                .collect(Collectors.joining(","));
        double cpu = counter(result, "cpuNanos") / counter(result, "operations");
        Result<?> jmh = result.getPrimaryResult();
        return String.format(
                "%s\t%s\t%.1f\t%.1f\t%.1f",
                name.substring(name.lastIndexOf('.', name.lastIndexOf('.') - 1) + 1),
                parameters,
                cpu,
                jmh.getScore(),
                jmh.getScoreError());
    }

    private static double counter(RunResult result, String name) {
        return result.getSecondaryResults().get(name).getScore();
    }
}
