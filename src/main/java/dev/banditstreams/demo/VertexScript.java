package dev.banditstreams.demo;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * How a fake feature store behaves when: steps, each from its time on until the next.
 *
 * <p>The format is in {@code docs/vertex.md}.
 */
public final class VertexScript {

    /** A store without fault. */
    public static final VertexScript HEALTHY = new VertexScript(List.of());

    private final List<Step> steps;

    /** @param from seconds since the store's start */
    record Step(double from, StoreBehaviour behaviour) {}

    private VertexScript(List<Step> steps) {
        this.steps = List.copyOf(steps);
    }

    /** @throws IllegalArgumentException naming file and line, and what is allowed there */
    public static VertexScript read(Path file) {
        try {
            return parse(Files.readAllLines(file), String.valueOf(file));
        } catch (IOException e) {
            throw new UncheckedIOException("the script " + file + " can't be read: " + e.getMessage(), e);
        }
    }

    /** @param name of the script, for messages */
    public static VertexScript parse(List<String> lines, String name) {
        List<Step> steps = new ArrayList<>();
        double before = -1;
        for (int i = 0; i < lines.size(); i++) {
            String line = lines.get(i).replaceFirst("#.*", "").strip();
            if (!line.isEmpty()) {
                try {
                    Step step = VertexScriptLine.parse(line);
                    if (step.from <= before) {
                        throw new IllegalArgumentException("the time has to be later than that of the step before");
                    }
                    before = step.from;
                    steps.add(step);
                } catch (IllegalArgumentException e) {
                    throw new IllegalArgumentException(name + ", line " + (i + 1) + ": " + e.getMessage(), e);
                }
            }
        }
        return new VertexScript(steps);
    }

    /** Before the first step: without fault. */
    public StoreBehaviour at(double seconds) {
        StoreBehaviour last = StoreBehaviour.HEALTHY;
        for (Step step : steps) {
            if (step.from > seconds) {
                break;
            }
            last = step.behaviour;
        }
        return last;
    }
}
