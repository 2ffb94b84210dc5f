package dev.banditstreams.codec;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import org.jspecify.annotations.Nullable;

final class RecommendationMapping implements Mapping<dev.banditstreams.codec.avro.Recommendation, Recommendation> {

    @Override
    public Class<dev.banditstreams.codec.avro.Recommendation> type() {
        return dev.banditstreams.codec.avro.Recommendation.class;
    }

    @Override
    public dev.banditstreams.codec.avro.Recommendation toAvro(Recommendation value) {
        SourcePosition source = value.source();
        return new dev.banditstreams.codec.avro.Recommendation(
                value.requestId(),
                value.userId(),
                value.placement(),
                value.cohort(),
                new dev.banditstreams.codec.avro.SourcePosition(source.topic(), source.partition(), source.offset()),
                value.seed(),
                value.samplerVersion(),
                value.policy(),
                value.policyVersion(),
                value.explored(),
                value.degraded(),
                value.acceptedAt(),
                value.answeredAt(),
                value.candidateCount(),
                value.eligibleCount(),
                value.items().stream().map(RecommendationMapping::toAvro).toList(),
                toAvro(value.audit()));
    }

    @Override
    public Recommendation toModel(dev.banditstreams.codec.avro.Recommendation record) {
        dev.banditstreams.codec.avro.SourcePosition source = record.getSource();
        return new Recommendation(
                record.getRequestId(),
                record.getUserId(),
                record.getPlacement(),
                record.getCohort(),
                new SourcePosition(source.getTopic(), source.getPartition(), source.getOffset()),
                record.getSeed(),
                record.getSamplerVersion(),
                record.getPolicy(),
                record.getPolicyVersion(),
                record.getExplored(),
                record.getDegraded(),
                record.getAcceptedAt(),
                record.getAnsweredAt(),
                record.getCandidateCount(),
                record.getEligibleCount(),
                record.getItems().stream().map(RecommendationMapping::toModel).toList(),
                toModel(record.getAudit()));
    }

    private static dev.banditstreams.codec.avro.RankedItem toAvro(RankedItem item) {
        return new dev.banditstreams.codec.avro.RankedItem(
                item.itemId(),
                item.rank(),
                item.draw(),
                item.alpha(),
                item.beta(),
                item.priorAlpha(),
                item.priorBeta(),
                item.n(),
                dev.banditstreams.codec.avro.FeatureSource.valueOf(
                        item.featureSource().name()),
                item.propensity(),
                item.propensityReason(),
                item.rules());
    }

    private static RankedItem toModel(dev.banditstreams.codec.avro.RankedItem item) {
        return new RankedItem(
                item.getItemId(),
                item.getRank(),
                item.getDraw(),
                item.getAlpha(),
                item.getBeta(),
                item.getPriorAlpha(),
                item.getPriorBeta(),
                item.getN(),
                FeatureOrigin.valueOf(item.getFeatureSource().name()),
                item.getPropensity(),
                item.getPropensityReason(),
                item.getRules());
    }

    private static dev.banditstreams.codec.avro.@Nullable Audit toAvro(@Nullable Audit audit) {
        return audit == null
                ? null
                : new dev.banditstreams.codec.avro.Audit(
                        audit.rate(),
                        audit.eligible().stream()
                                .map(arm -> new dev.banditstreams.codec.avro.AuditedArm(
                                        arm.itemId(), arm.alpha(), arm.beta()))
                                .toList());
    }

    private static @Nullable Audit toModel(dev.banditstreams.codec.avro.@Nullable Audit audit) {
        return audit == null
                ? null
                : new Audit(
                        audit.getRate(),
                        audit.getEligible().stream()
                                .map(arm -> new Audit.AuditedArm(arm.getItemId(), arm.getAlpha(), arm.getBeta()))
                                .toList());
    }
}
