package dev.banditstreams.topology;

import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranked candidates of a request as the items of its recommendation: good until the next request. For one thread.
 */
final class Slate implements RankedItems {

    private final Draws draws;
    private @Nullable Candidates candidates;
    private Shortfall shortfall = Shortfall.NONE;

    Slate(Draws draws) {
        this.draws = draws;
    }

    /** @param request what was drawn for */
    void of(EnrichedRequest request) {
        candidates = request.candidates();
        shortfall = request.shortfall();
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
    public double score(int index) {
        return draws.score(index);
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
        int candidate = draws.candidate(index);
        if (candidates().known(candidate)) {
            return candidates().fetched(candidate) ? FeatureOrigin.VERTEX : FeatureOrigin.STORE;
        }
        return shortfall.items().isEmpty()
                ? FeatureOrigin.PRIOR_ABSENT
                : shortfall.items().getOrDefault(candidates().id(candidate), FeatureOrigin.PRIOR_ABSENT);
    }

    @Override
    public double propensity(int index) {
        return draws.propensity(index);
    }

    @Override
    public @Nullable String propensityReason(int index) {
        return draws.propensityReason();
    }

    @Override
    public List<String> rules(int index) {
        return draws.rules(index);
    }

    private Candidates candidates() {
        if (candidates == null) {
            throw new IllegalStateException("nothing was drawn for yet");
        }
        return candidates;
    }
}
