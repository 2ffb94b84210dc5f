package dev.banditstreams.check;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.DecayedCounts;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The decayed counts of every published state, by arm: those a posterior under a half-life may be made of. */
final class DecayedStates {

    private final Map<Long, List<Published>> byArm = new HashMap<>();

    private record Published(long trials, DecayedCounts counts, long time) {}

    void add(long arm, ArmState state, long time) {
        for (DecayedCounts counts : state.decays()) {
            byArm.computeIfAbsent(arm, print -> new ArrayList<>()).add(new Published(state.trials(), counts, time));
        }
    }

    /**
     * When a state was first published that gives the item's posterior, decayed to when the request was accepted.
     *
     * @return MAX_VALUE: never
     */
    long publishedAt(long arm, Recommendation recommendation, RankedItem item) {
        long halfLife = recommendation.halfLifeMs();
        long first = Long.MAX_VALUE;
        for (Published published : byArm.getOrDefault(arm, List.of())) {
            DecayedCounts counts = published.counts;
            if (published.trials != item.n() || counts.halfLifeMs() != halfLife) {
                continue;
            }
            double left = DecayCheck.left(halfLife, Math.max(0, recommendation.acceptedAt() - counts.asOf()));
            if (Bits.same(item.priorAlpha() + counts.successes() * left, item.alpha())
                    && Bits.same(item.priorBeta() + counts.failures() * left, item.beta())) {
                first = Math.min(first, published.time);
            }
        }
        return first;
    }
}
