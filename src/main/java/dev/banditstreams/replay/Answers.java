package dev.banditstreams.replay;

import dev.banditstreams.model.Recommendation;
import java.util.BitSet;
import java.util.Optional;

/** The recommendations for this run's requests. */
final class Answers {

    /** Gets the first answer to each request. */
    interface Reader {
        void answered(int row, Recommendation recommendation);
    }

    private final RunIds ids;
    private final Reader reader;
    private final BitSet rows = new BitSet();
    private int superfluous;

    Answers(RunIds ids, Reader reader) {
        this.ids = ids;
        this.reader = reader;
    }

    void add(Recommendation recommendation) {
        int row = ids.rowOfRequest(recommendation.requestId());
        if (row < 0) {
            return;
        }
        if (rows.get(row)) {
            superfluous++;
            return;
        }
        rows.set(row);
        reader.answered(row, recommendation);
    }

    /** Rows whose request has an answer. */
    BitSet rows() {
        return rows;
    }

    /** A sentence; empty where there is none. */
    Optional<String> problem() {
        return superfluous == 0
                ? Optional.empty()
                : Optional.of(superfluous + " recommendations came for requests that had been answered before");
    }
}
