package dev.banditstreams.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a run was made on.
 *
 * @param memoryMiB of the machine, or of the container that it runs in
 */
public record Machine(int cores, long memoryMiB, String cpu, String os, String jdk) {

    static Machine current() {
        var os = ManagementFactory.getOperatingSystemMXBean();
        var runtime = ManagementFactory.getRuntimeMXBean();
        return new Machine(
                os.getAvailableProcessors(),
                os instanceof OperatingSystemMXBean known ? known.getTotalMemorySize() >> 20 : 0,
                processor(),
                os.getName() + " " + os.getVersion() + " " + os.getArch(),
                runtime.getVmName() + " " + runtime.getVmVersion());
    }

    private static String processor() {
        try (var lines = Files.lines(Path.of("/proc/cpuinfo"))) {
            return lines.filter(line -> line.startsWith("model name"))
                    .map(line -> line.substring(line.indexOf(':') + 1).strip())
                    .findFirst()
                    .orElse("unknown");
        } catch (IOException e) {
            return "unknown";
        }
    }
}
