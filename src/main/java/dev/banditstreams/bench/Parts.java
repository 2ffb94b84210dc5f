package dev.banditstreams.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.time.InstantSource;
import java.util.function.Consumer;

/**
 * The parts of a run that are processes of their own, by what goes over their standard streams: a part gets its plan as
 * an argument, and writes lines, {@code say TEXT} for progress and one {@code done JSON} with its result.
 */
public final class Parts {

    static final String SAY = "say ";
    static final String DONE = "done ";

    private static final ObjectMapper MAPPER = new ObjectMapper();

    private Parts() {}

    /** The line by which a part says that it is ready, or what it came to. */
    public static String done(Object value) {
        return DONE + json(value);
    }

    /** @param lines takes what is to be written to stdout */
    public static void setUp(String plan, InstantSource clock, Consumer<String> lines) throws InterruptedException {
        new SetUp(read(plan, SetUpPlan.class), clock, text -> lines.accept(SAY + text)).run();
        lines.accept(done(true));
    }

    /** @param lines takes what is to be written to stdout */
    public static void load(String plan, InstantSource clock, Consumer<String> lines) throws InterruptedException {
        try (Load load = new Load(read(plan, LoadPlan.class), clock, text -> lines.accept(SAY + text))) {
            lines.accept(done(load.run()));
        }
    }

    static String json(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(value.getClass() + " can't be written as JSON", e);
        }
    }

    static <T> T read(String json, Class<T> type) {
        try {
            return MAPPER.readValue(json, type);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("not a " + type.getSimpleName() + ": " + json, e);
        }
    }
}
