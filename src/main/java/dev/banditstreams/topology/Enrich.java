package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.ScoringRequest;
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
    private final Candidates candidates;
    private final SetTable sets;
    private final Cohort cohort;

    private ProcessorContext<Object, Object> context;
    private BoundedStore<FeatureRecord> users;
    private DeadLetterOutlet deadLetters;

    Enrich(Deployment deployment, ItemTable items, SetTable sets, Cohort cohort) {
        this.deployment = deployment;
        this.candidates = new Candidates(items);
        this.sets = sets;
        this.cohort = cohort;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        users = new BoundedStore<>(
                context.getStateStore(ScoreTopology.USER_FEATURES_STORE),
                StateSerdes.featureRecord(),
                deployment.limits().recordBytes());
        deadLetters = new DeadLetterOutlet(context, ScoreTopology.ENRICH, ScoreTopology.DEAD_LETTERS, deployment);
    }

    @Override
    public void process(Record<String, Accepted<ScoringRequest>> record) {
        Accepted<ScoringRequest> accepted = record.value();
        ScoringRequest request = accepted.present();
        String setId = request.candidateSet();
        if (setId == null) {
            candidates.take(request.candidates(), request.exclude());
        } else {
            SetTable.Members members = sets.members(setId);
            if (members == null) {
                deadLetters.refuse(
                        accepted,
                        new Refusal(
                                DeadLetterReason.UNKNOWN_CANDIDATE_SET,
                                "candidateSet " + Checks.shown(setId) + " is not known: publish it to candidate-sets"));
                return;
            }
            candidates.take(members, request.exclude());
        }
        String label = cohort.of(users.get(request.userId()));
        context.forward(
                new Record<>(record.key(), new EnrichedRequest(accepted, label, candidates), record.timestamp()),
                ScoreTopology.RANK);
    }
}
