package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.ScoringRequest;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds to a request the user's cohort and what is known of each candidate.
 *
 * <p>Users come from this task's store, items from the item table. What neither has is scored from the prior.
 */
final class Enrich implements Processor<String, Accepted<ScoringRequest>, Object, Object> {

    private final Deployment deployment;
    private final ScoringOptions options;
    private final Candidates candidates;
    private final SetTable sets;
    private final Cohort cohort;
    private final ScoringMeters meters;

    private ProcessorContext<Object, Object> context;
    private BoundedStore<FeatureRecord> users;
    private AwaitSets unknownSets;

    Enrich(
            Deployment deployment,
            ScoringOptions options,
            ItemTable items,
            SetTable sets,
            Cohort cohort,
            ScoringMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.candidates = new Candidates(items);
        this.sets = sets;
        this.cohort = cohort;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        users = new BoundedStore<>(
                context.getStateStore(ScoreTopology.USER_FEATURES_STORE),
                StateSerdes.featureRecord(),
                deployment.limits().recordBytes());
        unknownSets = new AwaitSets(context, deployment, options.waiting(), sets, meters, this::enrich);
    }

    @Override
    public void process(Record<String, Accepted<ScoringRequest>> record) {
        Accepted<ScoringRequest> accepted = record.value();
        if (!enrich(accepted)) {
            unknownSets.take(accepted, Objects.requireNonNull(accepted.present().candidateSet()));
        }
    }

    @Override
    public void close() {
        unknownSets.close();
    }

    /** @return false if the request's candidate set is not known, and nothing was done */
    private boolean enrich(Accepted<ScoringRequest> accepted) {
        ScoringRequest request = accepted.present();
        String setId = request.candidateSet();
        if (setId == null) {
            candidates.take(request.candidates(), request.exclude());
        } else {
            SetTable.Members members = sets.members(setId);
            if (members == null) {
                return false;
            }
            candidates.take(members, request.exclude());
        }
        String label = cohort.of(users.get(request.userId()));
        context.forward(
                new Record<>(accepted.key(), new EnrichedRequest(accepted, label, candidates), accepted.time()),
                ScoreTopology.RANK);
        return true;
    }
}
