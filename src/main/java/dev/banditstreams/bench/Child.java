package dev.banditstreams.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * A part of a run as a process. It ends when its standard input does, and so with this process, however this ends.
 *
 * <p>{@link #close} may be called by any thread, everything else by one.
 */
final class Child implements AutoCloseable {

    private static final String ENDED = "ended";
    private static final int TAIL_LINES = 30;
    private static final long STOP_SECONDS = 20;

    private final String name;
    private final Process process;
    private final Path log;
    private final Consumer<String> progress;
    private final BlockingQueue<String> lines = new LinkedBlockingQueue<>();

    private Child(String name, Process process, Path log, Consumer<String> progress) {
        this.name = name;
        this.process = process;
        this.log = log;
        this.progress = progress;
    }

    /** @param log gets what the process writes to stderr */
    static Child start(String name, List<String> command, Path log, Consumer<String> progress) {
        try {
            Process process =
                    new ProcessBuilder(command).redirectError(log.toFile()).start();
            Child child = new Child(name, process, log, progress);
            Thread reader = new Thread(child::read, name + "-lines");
            reader.setDaemon(true);
            reader.start();
            return child;
        } catch (IOException e) {
            throw new BenchException(name + " can't be started: " + e.getMessage(), e);
        }
    }

    long pid() {
        return process.pid();
    }

    /**
     * Waits for the result, and passes on what the part says meanwhile.
     *
     * @param beside processes without which this one waits in vain
     * @throws BenchException if one of them ends before
     */
    String await(Child... beside) throws InterruptedException {
        while (true) {
            String line = lines.poll(1, TimeUnit.SECONDS);
            if (line == null) {
                for (Child other : beside) {
                    other.check();
                }
            } else if (line.startsWith(Parts.SAY)) {
                progress.accept(line.substring(Parts.SAY.length()));
            } else if (line.startsWith(Parts.DONE)) {
                return line.substring(Parts.DONE.length());
            } else if (line.equals(ENDED)) {
                process.waitFor();
                throw ended();
            }
        }
    }

    /** @throws BenchException if it has ended */
    void check() {
        if (!process.isAlive()) {
            throw ended();
        }
    }

    /** Asks it to end, as an operator would, and waits; it is killed if that takes too long. */
    void stop() throws InterruptedException {
        // The process itself would have its standard input closed before, and end by that.
        process.toHandle().destroy();
        if (!process.waitFor(STOP_SECONDS, TimeUnit.SECONDS)) {
            close();
        }
    }

    /** Kills it and waits for its end. */
    @Override
    public void close() {
        process.destroyForcibly().onExit().join();
    }

    private BenchException ended() {
        return new BenchException(
                name + " ended with code " + process.exitValue() + "; the end of its log:\n" + tail());
    }

    private String tail() {
        try {
            List<String> all = Files.readAllLines(log, StandardCharsets.UTF_8);
            return String.join("\n", all.subList(Math.max(0, all.size() - TAIL_LINES), all.size()));
        } catch (IOException e) {
            return "(its log " + log + " can't be read: " + e.getMessage() + ")";
        }
    }

    private void read() {
        try (BufferedReader reader = process.inputReader(StandardCharsets.UTF_8)) {
            for (String line = reader.readLine(); line != null; line = reader.readLine()) {
                lines.add(line);
            }
        } catch (IOException e) {
            progress.accept(name + " can't be heard: " + e.getMessage());
        }
        lines.add(ENDED);
    }
}
