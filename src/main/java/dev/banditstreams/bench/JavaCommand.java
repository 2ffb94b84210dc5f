package dev.banditstreams.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How to start another JVM with this one's classes.
 *
 * @param options of every JVM
 * @param mainArguments main class, and the arguments that lead to the parts
 */
public record JavaCommand(Path java, List<String> options, String classPath, List<String> mainArguments) {

    public JavaCommand {
        options = List.copyOf(options);
        mainArguments = List.copyOf(mainArguments);
    }

    /**
     * The command line of a part.
     *
     * @param heapMiB largest heap
     * @param more options of this JVM
     */
    List<String> of(int heapMiB, List<String> more, String... arguments) {
        List<String> command = new ArrayList<>();
        command.add(java.toString());
        command.addAll(options);
        command.addAll(more);
        command.add("-Xmx" + heapMiB + "m");
        // As the launcher does: no collector's threads beside the work.
        command.add("-XX:+UseParallelGC");
        command.add("-cp");
        command.add(classPath);
        command.addAll(mainArguments);
        command.addAll(List.of(arguments));
        return command;
    }
}
