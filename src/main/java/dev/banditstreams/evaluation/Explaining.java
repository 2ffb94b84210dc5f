package dev.banditstreams.evaluation;

import dev.banditstreams.evaluation.ExplainedAudit.LeftOut;
import dev.banditstreams.evaluation.ExplainedItem.Evidence;
import dev.banditstreams.evaluation.ExplainedItem.Prior;
import dev.banditstreams.evaluation.ExplainedItem.Rival;
import dev.banditstreams.evaluation.ExplainedItem.Standing;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Explains one recommendation. */
final class Explaining {

    private static final double MILLION = 1e6;

    private final Recommendation recommendation;
    private final Contenders contenders;
    private final Optional<PlaceProbabilities> probabilities;

    /** Those that can be compared, as the policy ranks them. */
    private final List<Contender> order;

    private final Map<String, Integer> byPolicy;
    private final Map<String, Integer> byMean;
    private final Map<String, Integer> allByMean;

    Explaining(Recommendation recommendation) {
        this.recommendation = recommendation;
        contenders = new Contenders(recommendation);
        probabilities = PlaceProbabilities.of(recommendation);
        order = contenders.inOrder();
        byPolicy = places(order);
        byMean = places(contenders.byMean());
        allByMean = places(contenders.allByMean());
    }

    Explanation explain(Explanation.Asked asked) {
        List<ExplainedItem> items = new ArrayList<>();
        for (int i = 0; i < recommendation.items().size(); i++) {
            items.add(explain(recommendation.items().get(i), contenders.ranked().get(i)));
        }
        Audit audit = recommendation.audit();
        return new Explanation(
                recommendation.requestId(),
                recommendation.userId(),
                recommendation.placement(),
                recommendation.cohort(),
                recommendation.source(),
                recommendation.policy(),
                recommendation.policyVersion(),
                contenders.basis(),
                recommendation.explored(),
                recommendation.exploration(),
                recommendation.halfLifeMs(),
                recommendation.eligibleTrials(),
                recommendation.degraded(),
                recommendation.acceptedAt(),
                recommendation.answeredAt(),
                recommendation.candidateCount(),
                recommendation.eligibleCount(),
                recommendation.seed(),
                recommendation.samplerVersion(),
                Recomputing.of(recommendation, contenders, probabilities),
                items,
                audit == null ? null : explain(audit, asked));
    }

    private ExplainedItem explain(RankedItem item, Contender contender) {
        boolean notComputed = PlaceProbabilities.NOT_COMPUTED.equals(item.propensityReason());
        return new ExplainedItem(
                item.itemId(),
                item.rank(),
                ExplainedPosterior.of(contender),
                prior(item),
                evidence(item),
                item.draw(),
                ExplainedPosterior.above(contender),
                item.score(),
                bonus(item),
                item.featureSource(),
                item.rules(),
                standing(item.itemId()),
                item.propensity(),
                item.propensityReason(),
                notComputed ? known(probabilities.map(all -> all.at(item.itemId(), item.rank()))) : null,
                known(probabilities.map(all -> all.inSlate(item.itemId()))));
    }

    private static Prior prior(RankedItem item) {
        double strength = item.priorAlpha() + item.priorBeta();
        return new Prior(
                item.priorAlpha(),
                item.priorBeta(),
                item.priorAlpha() / strength,
                strength,
                strength / (item.alpha() + item.beta()));
    }

    private Evidence evidence(RankedItem item) {
        double successes = item.alpha() - item.priorAlpha();
        double failures = item.beta() - item.priorBeta();
        // Without decay they are whole millionths, of which the difference has lost the last digits.
        return recommendation.halfLifeMs() > 0
                ? new Evidence(item.n(), Math.max(0, successes), Math.max(0, failures))
                : new Evidence(
                        item.n(), Math.rint(successes * MILLION) / MILLION, Math.rint(failures * MILLION) / MILLION);
    }

    private @Nullable Double bonus(RankedItem item) {
        Double score = item.score();
        if (contenders.basis() != Basis.INDEX || score == null) {
            return null;
        }
        double estimate = Basis.policy(recommendation)
                .map(policy -> new IndexScores(policy, recommendation.eligibleTrials()).estimate(item))
                .orElse(Double.NaN);
        return Double.isNaN(estimate) ? null : Double.valueOf(score - estimate);
    }

    private Standing standing(String itemId) {
        int place = byPolicy.getOrDefault(itemId, 0);
        return new Standing(order.size(), place, byMean.getOrDefault(itemId, 0), rival(place - 1), rival(place + 1));
    }

    private @Nullable Rival rival(int place) {
        if (place < 1 || place > order.size()) {
            return null;
        }
        Contender contender = order.get(place - 1);
        return new Rival(contender.itemId(), contender.value());
    }

    private ExplainedAudit explain(Audit audit, Explanation.Asked asked) {
        Set<String> slate = contenders.ranked().stream().map(Contender::itemId).collect(Collectors.toSet());
        List<String> greedy = contenders.allByMean().stream()
                .limit(recommendation.items().size())
                .map(Contender::itemId)
                .toList();
        List<LeftOut> leftOut = new ArrayList<>();
        for (int i = 0; i < contenders.leftOut().size(); i++) {
            Contender contender = contenders.leftOut().get(i);
            if (i < asked.leftOut() || asked.items().contains(contender.itemId())) {
                leftOut.add(leftOut(contender));
            }
        }
        return new ExplainedAudit(
                audit.rate(),
                greedy,
                (int) greedy.stream().filter(slate::contains).count(),
                leftOut,
                asked.items().stream()
                        .filter(item -> !allByMean.containsKey(item))
                        .sorted()
                        .toList());
    }

    private LeftOut leftOut(Contender contender) {
        List<Contender> ranked = contenders.ranked();
        double value = contender.value();
        double missing =
                ranked.isEmpty() ? Double.NaN : ranked.get(ranked.size() - 1).value() - value;
        return new LeftOut(
                contender.itemId(),
                ExplainedPosterior.of(contender),
                contender.draw(),
                ExplainedPosterior.above(contender),
                Double.isNaN(value) ? null : Double.valueOf(value),
                Double.isNaN(missing) ? null : Double.valueOf(missing),
                byPolicy.get(contender.itemId()),
                allByMean.getOrDefault(contender.itemId(), 0),
                known(probabilities.map(all -> all.inSlate(contender.itemId()))));
    }

    private static Map<String, Integer> places(List<Contender> order) {
        Map<String, Integer> places = new HashMap<>();
        order.forEach(contender -> places.putIfAbsent(contender.itemId(), places.size() + 1));
        return places;
    }

    private static @Nullable Double known(Optional<OptionalDouble> probability) {
        OptionalDouble known = probability.orElse(OptionalDouble.empty());
        return known.isPresent() ? Double.valueOf(known.getAsDouble()) : null;
    }
}
