package dev.banditstreams.features;

import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureAnswer.Found;
import dev.banditstreams.features.FeatureAnswer.Missing;
import dev.banditstreams.model.EntityType;
import dev.banditstreams.model.FeatureValue.Whole;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A source that keeps what it is asked, and answers as a test says. */
final class Calls implements FeatureSource {

    static final Found FOUND = new Found(Map.of("n", new Whole(1)), 1_000);
    static final Missing MISSING = new Missing();

    final List<Call> all = new ArrayList<>();
    private Consumer<Call> script = call -> {};

    /** From now on each call is handled so, before its read is given back. */
    void script(Consumer<Call> then) {
        script = then;
    }

    @Override
    public FeatureRead read(FeatureQuery query) {
        Call call = new Call(query, new FeatureRead(query.ids()));
        all.add(call);
        script.accept(call);
        return call.read;
    }

    Call last() {
        return all.get(all.size() - 1);
    }

    int count() {
        return all.size();
    }

    static FeatureQuery query(long deadline, String... ids) {
        return new FeatureQuery(EntityType.ITEM, Set.of(ids), List.of(), deadline);
    }

    static FeatureQuery query(long deadline, int from, int to) {
        Set<String> ids = IntStream.range(from, to).mapToObj(n -> "id-" + n).collect(Collectors.toSet());
        return new FeatureQuery(EntityType.ITEM, ids, List.of(), deadline);
    }

    static Failed failed(FailureCode code) {
        return new Failed(code, "as scripted");
    }

    /** @return the code of each entity that failed; null where it is not so */
    static List<FailureCode> codes(FeatureRead read) {
        return read.answers().values().stream()
                .map(answer -> ((Failed) answer).code())
                .distinct()
                .toList();
    }

    record Call(FeatureQuery query, FeatureRead read) {
        void find() {
            read.answerRest(FOUND);
        }

        void fail(FailureCode code) {
            read.answerRest(failed(code));
        }

        boolean cancelled() {
            return read.isDone()
                    && read.answers()
                            .containsValue(new Failed(FailureCode.CANCELLED, "nobody waits for it any longer"));
        }
    }
}
