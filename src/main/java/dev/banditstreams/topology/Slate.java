package dev.banditstreams.topology;

import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItems;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The ranked candidates of a request as the items of its recommendation: good until the next request. For one thread.
 */
final class Slate implements RankedItems {

    private final Ranking ranking;
    private @Nullable Candidates candidates;
    private Shortfall shortfall = Shortfall.NONE;

    Slate(Ranking ranking) {
        this.ranking = ranking;
    }

    /** @param request what was drawn for */
    void of(EnrichedRequest request) {
        candidates = request.candidates();
        shortfall = request.shortfall();
    }

    @Override
    public int size() {
        return ranking.size();
    }

    @Override
    public byte[] idBytes(int index) {
        return candidates().idBytes(ranking.candidate(index));
    }

    @Override
    public int idOffset(int index) {
        return candidates().idOffset(ranking.candidate(index));
    }

    @Override
    public int idLength(int index) {
        return candidates().idLength(ranking.candidate(index));
    }

    @Override
    public double draw(int index) {
        return ranking.draw(index);
    }

    @Override
    public double score(int index) {
        return ranking.score(index);
    }

    @Override
    public double alpha(int index) {
        return ranking.detail(index).alpha;
    }

    @Override
    public double beta(int index) {
        return ranking.detail(index).beta;
    }

    @Override
    public double priorAlpha(int index) {
        return ranking.detail(index).priorAlpha;
    }

    @Override
    public double priorBeta(int index) {
        return ranking.detail(index).priorBeta;
    }

    @Override
    public long n(int index) {
        return ranking.detail(index).trials;
    }

    @Override
    public FeatureOrigin featureSource(int index) {
        int candidate = ranking.candidate(index);
        if (candidates().known(candidate)) {
            return candidates().fetched(candidate) ? FeatureOrigin.VERTEX : FeatureOrigin.STORE;
        }
        return shortfall.items().isEmpty()
                ? FeatureOrigin.PRIOR_ABSENT
                : shortfall.items().getOrDefault(candidates().id(candidate), FeatureOrigin.PRIOR_ABSENT);
    }

    @Override
    public double propensity(int index) {
        return ranking.propensity(index);
    }

    @Override
    public @Nullable String propensityReason(int index) {
        return ranking.propensityReason();
    }

    @Override
    public List<String> rules(int index) {
        return ranking.rules(index);
    }

    private Candidates candidates() {
        if (candidates == null) {
            throw new IllegalStateException("nothing was drawn for yet");
        }
        return candidates;
    }
}
