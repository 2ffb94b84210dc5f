package dev.banditstreams.codec;

import dev.banditstreams.model.Audit;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

final class RecommendationMapping implements Mapping<dev.banditstreams.codec.avro.Recommendation, Recommendation> {

    /** By the index of their symbols in the schema. */
    private static final List<FeatureOrigin> ORIGINS = Arrays.stream(
                    dev.banditstreams.codec.avro.FeatureSource.values())
            .map(source -> FeatureOrigin.valueOf(source.name()))
            .toList();

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
                value.exploration(),
                value.halfLifeMs(),
                value.eligibleTrials(),
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
                record.getExploration(),
                record.getHalfLifeMs(),
                record.getEligibleTrials(),
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
                item.score(),
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
                item.getScore(),
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
                                        arm.itemId(), arm.alpha(), arm.beta(), toAvro(arm.counts())))
                                .toList());
    }

    private static @Nullable Audit toModel(dev.banditstreams.codec.avro.@Nullable Audit audit) {
        return audit == null
                ? null
                : new Audit(
                        audit.getRate(),
                        audit.getEligible().stream()
                                .map(arm -> new Audit.AuditedArm(
                                        arm.getItemId(), arm.getAlpha(), arm.getBeta(), toModel(arm.getCounts())))
                                .toList());
    }

    private static dev.banditstreams.codec.avro.@Nullable ArmCounts toAvro(Audit.@Nullable Counts counts) {
        return counts == null ? null : new dev.banditstreams.codec.avro.ArmCounts(counts.successes(), counts.trials());
    }

    private static Audit.@Nullable Counts toModel(dev.banditstreams.codec.avro.@Nullable ArmCounts counts) {
        return counts == null ? null : new Audit.Counts(counts.getSuccesses(), counts.getTrials());
    }

    @Override
    public Optional<Writing<Recommendation>> directWriting() {
        return Optional.of(RecommendationMapping::write);
    }

    @Override
    public Optional<AvroReader.Body<Recommendation>> direct() {
        return Optional.of(RecommendationMapping::read);
    }

    private static void write(Recommendation value, WireEncoder out) {
        writeHead(value, out);
        int count = value.items().size();
        out.beginArray(count);
        for (int i = 0; i < count; i++) {
            write(value.items().get(i), out);
        }
        out.endArray(count);
        writeAudit(value.audit(), out);
    }

    /** Everything before the items. */
    static void writeHead(Recommendation value, WireEncoder out) {
        out.writeString(value.requestId());
        out.writeString(value.userId());
        out.writeString(value.placement());
        out.writeString(value.cohort());
        out.writeString(value.source().topic());
        out.writeLong(value.source().partition());
        out.writeLong(value.source().offset());
        out.writeLong(value.seed());
        out.writeLong(value.samplerVersion());
        out.writeString(value.policy());
        out.writeString(value.policyVersion());
        out.writeBoolean(value.explored());
        out.writeDouble(value.exploration());
        out.writeLong(value.halfLifeMs());
        out.writeDouble(value.eligibleTrials());
        out.writeStrings(value.degraded());
        out.writeLong(value.acceptedAt());
        out.writeLong(value.answeredAt());
        out.writeLong(value.candidateCount());
        out.writeLong(value.eligibleCount());
    }

    /** Everything after the items. */
    static void writeAudit(@Nullable Audit audit, WireEncoder out) {
        out.writeBranch(audit);
        if (audit != null) {
            write(audit, out);
        }
    }

    static void writeOrigin(FeatureOrigin origin, WireEncoder out) {
        out.writeLong(ORIGINS.indexOf(origin));
    }

    private static void write(RankedItem item, WireEncoder out) {
        out.writeString(item.itemId());
        out.writeLong(item.rank());
        out.writeDouble(item.draw());
        out.writeOptional(item.score());
        out.writeDouble(item.alpha());
        out.writeDouble(item.beta());
        out.writeDouble(item.priorAlpha());
        out.writeDouble(item.priorBeta());
        out.writeLong(item.n());
        writeOrigin(item.featureSource(), out);
        out.writeOptional(item.propensity());
        out.writeOptional(item.propensityReason());
        out.writeStrings(item.rules());
    }

    private static void write(Audit audit, WireEncoder out) {
        out.writeDouble(audit.rate());
        int count = audit.eligible().size();
        out.beginArray(count);
        for (int i = 0; i < count; i++) {
            Audit.AuditedArm arm = audit.eligible().get(i);
            out.writeString(arm.itemId());
            out.writeDouble(arm.alpha());
            out.writeDouble(arm.beta());
            Audit.Counts counts = arm.counts();
            out.writeBranch(counts);
            if (counts != null) {
                out.writeDouble(counts.successes());
                out.writeDouble(counts.trials());
            }
        }
        out.endArray(count);
    }

    private static Recommendation read(BoundedDecoder in) throws IOException {
        return new Recommendation(
                in.readString(),
                in.readString(),
                in.readString(),
                in.readString(),
                new SourcePosition(in.readString(), in.readInt(), in.readLong()),
                in.readLong(),
                in.readInt(),
                in.readString(),
                in.readString(),
                in.readBoolean(),
                in.readDouble(),
                in.readLong(),
                in.readDouble(),
                in.readStrings(),
                in.readLong(),
                in.readLong(),
                in.readInt(),
                in.readInt(),
                in.readArray(RecommendationMapping::readItem),
                in.readPresence() ? new Audit(in.readDouble(), in.readArray(RecommendationMapping::readArm)) : null);
    }

    private static RankedItem readItem(BoundedDecoder in) throws IOException {
        return new RankedItem(
                in.readString(),
                in.readInt(),
                in.readDouble(),
                in.readPresence() ? Double.valueOf(in.readDouble()) : null,
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readDouble(),
                in.readLong(),
                origin(in.readEnum()),
                in.readPresence() ? Double.valueOf(in.readDouble()) : null,
                in.readPresence() ? in.readString() : null,
                in.readStrings());
    }

    private static Audit.AuditedArm readArm(BoundedDecoder in) throws IOException {
        return new Audit.AuditedArm(
                in.readString(),
                in.readDouble(),
                in.readDouble(),
                in.readPresence() ? new Audit.Counts(in.readDouble(), in.readDouble()) : null);
    }

    private static FeatureOrigin origin(int symbol) throws IOException {
        if (symbol < 0 || symbol >= ORIGINS.size()) {
            throw new IOException("an enum has the index " + symbol);
        }
        return ORIGINS.get(symbol);
    }
}
