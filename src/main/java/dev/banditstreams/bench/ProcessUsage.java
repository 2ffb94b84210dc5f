package dev.banditstreams.bench;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** What the operating system says of a process. */
record ProcessUsage(long pid) {

    private static final String PEAK = "VmHWM:";

    /** User and system time of all its threads, in steps of 10 ms on Linux. */
    long cpuMicros() {
        return ProcessHandle.of(pid)
                .flatMap(process -> process.info().totalCpuDuration())
                .map(time -> TimeUnit.NANOSECONDS.toMicros(time.toNanos()))
                .orElseThrow(() -> new BenchException(
                        "process " + pid + " has ended, or this system does not tell its processor time"));
    }

    /** The most memory that it has had resident, in MiB; null where the system does not tell. */
    @Nullable
    Long peakRssMiB() {
        try {
            OptionalLong kib = Files.readAllLines(Path.of("/proc/" + pid + "/status")).stream()
                    .filter(line -> line.startsWith(PEAK))
                    .mapToLong(line -> Long.parseLong(
                            line.substring(PEAK.length()).replace("kB", "").strip()))
                    .findFirst();
            return kib.isPresent() ? kib.getAsLong() >> 10 : null;
        } catch (IOException | NumberFormatException e) {
            return null;
        }
    }
}
