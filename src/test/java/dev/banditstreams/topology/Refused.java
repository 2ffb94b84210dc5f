package dev.banditstreams.topology;

import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Topic;
import dev.banditstreams.topology.CrashingTask.Step;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** The dead letters that a task has committed. */
final class Refused {

    private Refused() {}

    static <T> T good(Decoded<T> decoded) {
        if (decoded instanceof Decoded.Value<T> value) {
            return value.value();
        }
        throw new AssertionError("undecodable output: " + decoded);
    }

    /** Reasons by {@code topic@offset}; a record that is there twice, or with other bytes, shows in its reason. */
    static Map<String, String> by(CrashingTask task) {
        Map<String, String> refused = new TreeMap<>();
        for (Sent sent : task.written(Topic.DEAD_LETTERS)) {
            DeadLetter letter = good(Graphs.CODECS.deadLetters("dead-letters").decode(sent.value()));
            String topic = letter.source().topic();
            Topic from = Arrays.stream(Topic.values())
                    .filter(other -> other.withPrefix("").equals(topic))
                    .findFirst()
                    .orElseThrow();
            Sent source = task.input(new Step(from, (int) letter.source().offset()));
            String reason = Arrays.equals(source.key(), letter.key().bytes())
                            && Arrays.equals(source.value(), letter.value().bytes())
                    ? letter.reason()
                    : letter.reason() + " with bytes of another";
            refused.merge(topic + "@" + letter.source().offset(), reason, (one, two) -> one + " and " + two);
        }
        return refused;
    }
}
