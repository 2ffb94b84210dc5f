package dev.banditstreams.cli;

import dev.banditstreams.chaos.ChaosException;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A process that says its port on stdout, logs to a file, and gets signals. */
final class PartProcess {

    private static final int TAIL_LINES = 20;
    private static final Duration SIGNAL_LIMIT = Duration.ofSeconds(10);

    private final String name;
    private final Path log;
    private final Process process;
    private final CompletableFuture<Integer> port = new CompletableFuture<>();

    private PartProcess(String name, Path log, Process process) {
        this.name = name;
        this.log = log;
        this.process = process;
    }

    /** @param log is appended to */
    static PartProcess start(String name, List<String> command, Path log) {
        try {
            Process process = new ProcessBuilder(command)
                    .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()))
                    .start();
            PartProcess part = new PartProcess(name, log, process);
            Thread reader = new Thread(part::read, name + "-lines");
            reader.setDaemon(true);
            reader.start();
            return part;
        } catch (IOException e) {
            throw new ChaosException(name + " can't be started: " + e.getMessage(), e);
        }
    }

    /** Whether it has said its port. */
    boolean listens() {
        return port.isDone() && !port.isCompletedExceptionally();
    }

    int port(Duration limit) throws InterruptedException {
        try {
            return port.get(limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            throw new ChaosException(name + " did not start; the end of its log:\n" + tail(), e);
        }
    }

    boolean alive() {
        return process.isAlive();
    }

    /** SIGTERM. The process object would close the process's stdin first, and by that it ends at once. */
    void terminate() {
        process.toHandle().destroy();
    }

    /** SIGKILL, also to a stopped one; returns when it is gone. */
    void kill() {
        process.destroyForcibly().onExit().join();
    }

    OptionalInt exitCodeWithin(Duration limit) throws InterruptedException {
        return process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? OptionalInt.of(process.exitValue())
                : OptionalInt.empty();
    }

    /** @param signal as {@code kill} names it, e.g. {@code STOP} */
    void signal(String signal) {
        try {
            Process kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                    .redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start();
            if (!kill.waitFor(SIGNAL_LIMIT.toMillis(), TimeUnit.MILLISECONDS) || kill.exitValue() != 0) {
                throw new ChaosException("SIG" + signal + " could not be sent to " + name);
            }
        } catch (IOException e) {
            throw new ChaosException("SIG" + signal + " can't be sent to " + name + ": " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ChaosException("interrupted", e);
        }
    }

    /** How many lines of its log, and of those before it that had the same, contain the text. */
    long logged(String text) {
        try (Stream<String> lines = Files.lines(log, StandardCharsets.UTF_8)) {
            return lines.filter(line -> line.contains(text)).count();
        } catch (IOException e) {
            throw new ChaosException("the log of " + name + ", " + log + ", can't be read: " + e.getMessage(), e);
        }
    }

    /** The end of its log, without the frames of stack traces: they would hide what came before. */
    String tail() {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8).stream()
                    .filter(line -> !line.startsWith("\t"))
                    .toList();
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException e) {
            return "(its log " + log + " can't be read: " + e.getMessage() + ")";
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                port.complete(Integer.valueOf(line.strip()));
            }
        } catch (IOException | NumberFormatException e) {
            port.completeExceptionally(e);
        }
        port.completeExceptionally(new IOException("it ended"));
    }
}
