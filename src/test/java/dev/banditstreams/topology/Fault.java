package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.SlateState;
import java.util.List;

/**
 * What a test breaks, so that a simulation has something to find.
 *
 * @param store the store that it concerns
 */
record Fault(Kind kind, String store) {

    static final Fault NONE = new Fault(Kind.NONE, "");

    /** What is broken. */
    enum Kind {
        NONE,
        /** The store is restored as of one commit before that of the offsets: they were committed before its writes. */
        BEHIND,
        /** The store keeps what no commit covers, and the input is read again. */
        AHEAD,
        /** Slates are kept without the ids of the rewards that counted: no duplicate is found. */
        FORGETS_REWARD_IDS
    }

    /** What is put into a store of that name for a value. */
    byte[] put(String name, byte[] value) {
        if (kind != Kind.FORGETS_REWARD_IDS || !name.equals(store)) {
            return value;
        }
        SlateState slate = StateSerdes.slateState().deserializer().deserialize(name, value);
        SlateState without = new SlateState(
                slate.requestId(),
                slate.cohort(),
                slate.policyVersion(),
                slate.servedAt(),
                slate.items(),
                List.of(),
                slate.closed());
        return StateSerdes.slateState().serializer().serialize(name, without);
    }
}
