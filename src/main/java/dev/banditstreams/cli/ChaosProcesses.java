package dev.banditstreams.cli;

import dev.banditstreams.config.ThisJvm;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/** Starts the processes of a run with faults, and ends all of them. Safe for use by many threads. */
final class ChaosProcesses implements AutoCloseable {

    private final Path directory;
    private final Set<PartProcess> running = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    /** @param directory for logs and data */
    ChaosProcesses(Path directory) {
        this.directory = directory;
    }

    Path directory() {
        return directory;
    }

    PartProcess start(String name, int heapMiB, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(ThisJvm.java().toString());
        command.addAll(ThisJvm.quietOptions());
        // Processes start all the time here, and the thorough compiler would take the two cores that they share.
        command.addAll(List.of("-Xmx" + heapMiB + "m", "-XX:+UseParallelGC", "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of("-cp", ThisJvm.classPath(), Main.class.getName(), "chaos-part"));
        command.addAll(List.of(arguments));
        running.removeIf(part -> !part.alive());
        PartProcess part = PartProcess.start(name, command, directory.resolve(name + ".log"));
        running.add(part);
        if (closed) {
            part.kill();
        }
        return part;
    }

    /** Kills what runs, and whatever is started from now on. */
    @Override
    public void close() {
        closed = true;
        running.forEach(PartProcess::kill);
    }
}
