package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Choice;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.codec.RecommendationWriter;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Ranks the candidates by the policy of the request's placement, and writes the recommendation. */
final class Rank implements Processor<String, EnrichedRequest, Object, Object> {

    private static final String INVALID_POSTERIOR = "invalid-posterior";

    private final Deployment deployment;
    private final ScoringOptions options;
    private final CommitPacing.Paces paces;
    private final ScoringMeters meters;
    private final RecommendationWriter writer;
    private final Ranking ranking;
    private final Slate slate;

    private ProcessorContext<Object, Object> context;
    private DeadLetterOutlet deadLetters;
    private CommitPacing pacing;

    Rank(
            Deployment deployment,
            ScoringOptions options,
            ItemTable items,
            CommitPacing.Paces paces,
            ScoringMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.paces = paces;
        this.meters = meters;
        this.writer =
                deployment.codecs().recommendationWriter(deployment.topics().of(Topic.RECOMMENDATIONS));
        this.ranking = new Ranking(items, options.propensityRate());
        this.slate = new Slate(ranking);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        deadLetters = new DeadLetterOutlet(context, ScoreTopology.RANK, ScoreTopology.DEAD_LETTERS, deployment);
        pacing = new CommitPacing(context, paces);
    }

    @Override
    public void process(Record<String, EnrichedRequest> record) {
        EnrichedRequest enriched = record.value();
        ScoringRequest request = enriched.accepted().present();
        Placement placement = options.placements().of(request.placement());
        Placement.Variant variant = placement.variant(request.placement(), request.userId());
        long seed = Seeds.request(request.requestId(), variant.version());
        ranking.rank(seed, placement, variant, enriched);
        slate.of(enriched);

        long now = context.currentSystemTimeMs();
        boolean audited = Seeds.unit(seed, Choice.AUDIT) < options.auditRate();
        byte[] bytes =
                writer.write(head(enriched, placement, variant, seed, now, audited ? audit(enriched) : null), slate);
        if (audited && tooLarge(enriched, bytes)) {
            // The answer matters more than its audit, and evaluation can do without one.
            meters.droppedAudit();
            bytes = writer.write(head(enriched, placement, variant, seed, now, null), slate);
        }
        if (tooLarge(enriched, bytes)) {
            deadLetters.refuse(
                    enriched.accepted(),
                    new Refusal(
                            DeadLetterReason.TOO_LARGE,
                            "the recommendation would have " + bytes.length + " bytes: ask for fewer than k="
                                    + request.k()));
            return;
        }
        meters.degraded(enriched.shortfall().reasons());
        meters.answered(
                enriched.candidates().eligible(),
                enriched.candidates().absent(),
                ranking.invalid(),
                now - enriched.accepted().time());
        context.forward(
                new Record<>(enriched.accepted().keyBytes(), bytes, record.timestamp()), ScoreTopology.RECOMMENDATIONS);
        pacing.answered(enriched.accepted().time(), now);
    }

    private boolean tooLarge(EnrichedRequest enriched, byte[] bytes) {
        return bytes.length + enriched.accepted().keyBytes().length
                > deployment.limits().recordBytes();
    }

    private Audit audit(EnrichedRequest enriched) {
        Candidates candidates = enriched.candidates();
        List<Audit.AuditedArm> arms = new ArrayList<>(candidates.eligible());
        for (int i = 0; i < candidates.eligible(); i++) {
            arms.add(new Audit.AuditedArm(candidates.id(i), ranking.alpha(i), ranking.beta(i), ranking.counts(i)));
        }
        return new Audit(options.auditRate(), arms);
    }

    private List<String> degraded(Shortfall shortfall) {
        if (ranking.invalid() == 0) {
            return shortfall.reasons();
        }
        List<String> reasons = new ArrayList<>(shortfall.reasons());
        reasons.add(INVALID_POSTERIOR);
        return reasons;
    }

    /** The recommendation but for its items. */
    private Recommendation head(
            EnrichedRequest enriched,
            Placement placement,
            Placement.Variant variant,
            long seed,
            long now,
            @Nullable Audit audit) {
        ScoringRequest request = enriched.accepted().present();
        return new Recommendation(
                request.requestId(),
                request.userId(),
                request.placement(),
                enriched.cohort(),
                enriched.accepted().source(),
                seed,
                BetaSampler.SAMPLER_VERSION,
                variant.policy().toString(),
                variant.version(),
                ranking.explored(),
                variant.exploration(),
                placement.halfLifeMillis(),
                ranking.eligibleTrials(),
                degraded(enriched.shortfall()),
                enriched.accepted().time(),
                now,
                enriched.candidates().distinct(),
                enriched.candidates().eligible(),
                List.of(),
                audit);
    }
}
