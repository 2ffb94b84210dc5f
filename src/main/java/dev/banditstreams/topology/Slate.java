package dev.banditstreams.topology;

import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The best draws of a request as the items of its recommendation: good until the next request. For one thread. */
final class Slate implements RankedItems {

    private static final String NOT_COMPUTED = "not-computed";

    private final Draws draws;
    private @Nullable Candidates candidates;

    Slate(Draws draws) {
        this.draws = draws;
    }

    /** @param candidates those that were drawn for */
    void of(Candidates candidates) {
        this.candidates = candidates;
    }

    @Override
    public int size() {
        return draws.size();
    }

    @Override
    public byte[] idBytes(int index) {
        return candidates().idBytes(draws.candidate(index));
    }

    @Override
    public int idOffset(int index) {
        return candidates().idOffset(draws.candidate(index));
    }

    @Override
    public int idLength(int index) {
        return candidates().idLength(draws.candidate(index));
    }

    @Override
    public double draw(int index) {
        return draws.draw(index);
    }

    @Override
    public double alpha(int index) {
        return draws.detail(index).alpha;
    }

    @Override
    public double beta(int index) {
        return draws.detail(index).beta;
    }

    @Override
    public double priorAlpha(int index) {
        return draws.detail(index).priorAlpha;
    }

    @Override
    public double priorBeta(int index) {
        return draws.detail(index).priorBeta;
    }

    @Override
    public long n(int index) {
        return draws.detail(index).trials;
    }

    @Override
    public FeatureOrigin featureSource(int index) {
        return candidates().known(draws.candidate(index)) ? FeatureOrigin.STORE : FeatureOrigin.PRIOR_ABSENT;
    }

    @Override
    public double propensity(int index) {
        return Double.NaN;
    }

    @Override
    public String propensityReason(int index) {
        return NOT_COMPUTED;
    }

    @Override
    public List<String> rules(int index) {
        return List.of();
    }

    private Candidates candidates() {
        if (candidates == null) {
            throw new IllegalStateException("nothing was drawn for yet");
        }
        return candidates;
    }
}
