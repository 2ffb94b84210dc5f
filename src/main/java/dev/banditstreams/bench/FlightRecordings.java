package dev.banditstreams.bench;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Flight recordings of the processes, written from outside, so that only what is measured is in them. */
final class FlightRecordings {

    private static final String NAME = "bench";

    /**
     * Of a JVM that is to be recorded: from its start, because to start a recording later changes so many classes that
     * the compiler begins anew.
     */
    static final List<String> OPTIONS = List.of(
            "-XX:StartFlightRecording=settings=profile,maxsize=200m,name=" + NAME,
            // Or samples are ascribed to the next place where the JVM could stop.
            "-XX:+UnlockDiagnosticVMOptions",
            "-XX:+DebugNonSafepoints");

    private final Map<String, Long> pids;
    private final @Nullable Path directory;

    /** @param plan whose {@code recordTo} says where; null there: nothing is ever recorded */
    FlightRecordings(LoadPlan plan) {
        directory = plan.recordTo() == null ? null : Path.of(plan.recordTo());
        String phase = plan.ceiling() ? "ceiling-" : "";
        pids = new LinkedHashMap<>(Map.of(
                phase + "broker", plan.brokerPid(),
                phase + "service", plan.servicePid(),
                phase + "load", ProcessHandle.current().pid()));
        if (plan.store() != null) {
            pids.put("store", plan.store().pid());
        }
    }

    /** A recording begins with one of its chunks: writes what was recorded until now, which begins a chunk. */
    void begin() throws InterruptedException {
        dump();
    }

    /** Writes what was recorded since {@link #begin}, and no more than the last seconds. */
    void write(int seconds) throws InterruptedException {
        dump("begin=-" + seconds + "s");
    }

    private void dump(String... which) throws InterruptedException {
        if (directory == null) {
            return;
        }
        try {
            Files.createDirectories(directory);
        } catch (IOException e) {
            throw new BenchException("directory " + directory + " can't be made: " + e.getMessage(), e);
        }
        for (Map.Entry<String, Long> process : pids.entrySet()) {
            Path file = directory.toAbsolutePath().resolve(process.getKey() + ".jfr");
            List<String> arguments = new ArrayList<>(List.of("JFR.dump", "name=" + NAME, "filename=" + file));
            arguments.addAll(List.of(which));
            jcmd(process.getValue(), arguments);
        }
    }

    private static void jcmd(long pid, List<String> arguments) throws InterruptedException {
        Path java = Path.of(ProcessHandle.current().info().command().orElse("java"));
        Path tool = java.resolveSibling("jcmd");
        List<String> command = new ArrayList<>(List.of(tool.toString(), Long.toString(pid)));
        command.addAll(arguments);
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            if (process.waitFor() != 0) {
                throw new BenchException("no flight recording: " + said.strip());
            }
        } catch (IOException e) {
            throw new BenchException("no flight recording: " + e.getMessage() + "; it needs a whole JDK", e);
        }
    }
}
