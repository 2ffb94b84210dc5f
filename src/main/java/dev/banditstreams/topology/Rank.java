package dev.banditstreams.topology;

import dev.banditstreams.bandit.BetaSampler;
import dev.banditstreams.bandit.Seeds;
import dev.banditstreams.codec.Codec;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.Audit;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** Draws from every candidate's posterior once, ranks the best draws, and writes the recommendation. */
final class Rank implements Processor<String, EnrichedRequest, Object, Object> {

    private static final String POLICY = "thompson";
    private static final String NOT_COMPUTED = "not-computed";
    private static final List<String> INVALID_POSTERIOR = List.of("invalid-posterior");
    /** Keeps the choice of audited requests apart from their draws. */
    private static final long AUDIT_PURPOSE = 1;

    private final Deployment deployment;
    private final ScoringOptions options;
    private final ScoringMeters meters;
    private final Codec<Recommendation> codec;
    private final Draws draws;

    private ProcessorContext<Object, Object> context;
    private DeadLetterOutlet deadLetters;

    Rank(Deployment deployment, ScoringOptions options, ItemTable items, ScoringMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.meters = meters;
        this.codec = deployment.codecs().recommendations(deployment.topics().of(Topic.RECOMMENDATIONS));
        this.draws = new Draws(items);
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        deadLetters = new DeadLetterOutlet(context, ScoreTopology.RANK, ScoreTopology.DEAD_LETTERS, deployment);
    }

    @Override
    public void process(Record<String, EnrichedRequest> record) {
        EnrichedRequest enriched = record.value();
        ScoringRequest request = enriched.accepted().present();
        long seed = Seeds.request(request.requestId(), options.policyVersion());
        draws.draw(seed, enriched);
        List<RankedItem> slate = slate(enriched);

        boolean audited = Seeds.unit(seed, AUDIT_PURPOSE) < options.auditRate();
        byte[] bytes = codec.encode(recommendation(enriched, seed, slate, audited ? audit(enriched) : null));
        if (audited && tooLarge(enriched, bytes)) {
            // The answer matters more than its audit, and evaluation can do without one.
            meters.droppedAudit();
            bytes = codec.encode(recommendation(enriched, seed, slate, null));
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
        meters.answered(
                enriched.candidates().eligible(),
                enriched.candidates().absent(),
                draws.invalid(),
                context.currentSystemTimeMs() - enriched.accepted().time());
        context.forward(
                new Record<>(enriched.accepted().keyBytes(), bytes, record.timestamp()), ScoreTopology.RECOMMENDATIONS);
    }

    private boolean tooLarge(EnrichedRequest enriched, byte[] bytes) {
        return bytes.length + enriched.accepted().keyBytes().length
                > deployment.limits().recordBytes();
    }

    private List<RankedItem> slate(EnrichedRequest enriched) {
        Candidates candidates = enriched.candidates();
        List<RankedItem> slate = new ArrayList<>(draws.size());
        for (int rank = 0; rank < draws.size(); rank++) {
            int candidate = draws.candidate(rank);
            ArmDetail detail = draws.detail(rank);
            slate.add(new RankedItem(
                    candidates.id(candidate),
                    rank + 1,
                    draws.draw(rank),
                    detail.alpha,
                    detail.beta,
                    detail.priorAlpha,
                    detail.priorBeta,
                    detail.trials,
                    candidates.known(candidate) ? FeatureOrigin.STORE : FeatureOrigin.PRIOR_ABSENT,
                    null,
                    NOT_COMPUTED,
                    List.of()));
        }
        return slate;
    }

    private Audit audit(EnrichedRequest enriched) {
        Candidates candidates = enriched.candidates();
        List<Audit.AuditedArm> arms = new ArrayList<>(candidates.eligible());
        for (int i = 0; i < candidates.eligible(); i++) {
            arms.add(new Audit.AuditedArm(candidates.id(i), draws.alpha(i), draws.beta(i)));
        }
        return new Audit(options.auditRate(), arms);
    }

    private Recommendation recommendation(
            EnrichedRequest enriched, long seed, List<RankedItem> slate, @Nullable Audit audit) {
        ScoringRequest request = enriched.accepted().present();
        return new Recommendation(
                request.requestId(),
                request.userId(),
                request.placement(),
                enriched.cohort(),
                enriched.accepted().source(),
                seed,
                BetaSampler.SAMPLER_VERSION,
                POLICY,
                options.policyVersion(),
                false,
                draws.invalid() == 0 ? List.of() : INVALID_POSTERIOR,
                enriched.accepted().time(),
                context.currentSystemTimeMs(),
                enriched.candidates().distinct(),
                enriched.candidates().eligible(),
                slate,
                audit);
    }
}
