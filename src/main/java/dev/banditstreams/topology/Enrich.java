package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.model.DeadLetterReason;
import dev.banditstreams.model.FeatureRecord;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.topology.EnrichedRequest.Candidate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
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
    private final ItemTable items;
    private final SetTable sets;
    private final Cohort cohort;

    private ProcessorContext<Object, Object> context;
    private BoundedStore<FeatureRecord> users;
    private DeadLetterOutlet deadLetters;

    Enrich(Deployment deployment, ItemTable items, SetTable sets, Cohort cohort) {
        this.deployment = deployment;
        this.items = items;
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
        List<String> candidates = request.candidates().texts();
        String setId = request.candidateSet();
        if (setId != null) {
            List<String> named = sets.items(setId);
            if (named == null) {
                deadLetters.refuse(
                        accepted,
                        new Refusal(
                                DeadLetterReason.UNKNOWN_CANDIDATE_SET,
                                "candidateSet " + Checks.shown(setId) + " is not known: publish it to candidate-sets"));
                return;
            }
            candidates = named;
        }
        String label = cohort.of(users.get(request.userId()));
        context.forward(
                new Record<>(record.key(), enriched(accepted, label, candidates), record.timestamp()),
                ScoreTopology.RANK);
    }

    private EnrichedRequest enriched(Accepted<ScoringRequest> accepted, String label, List<String> candidates) {
        Set<String> excluded = Set.copyOf(accepted.present().exclude().texts());
        Set<String> seen = new HashSet<>(candidates.size() * 2);
        List<Candidate> eligible = new ArrayList<>(candidates.size());
        for (String itemId : candidates) {
            if (!seen.add(itemId) || excluded.contains(itemId)) {
                continue;
            }
            ItemRow row = items.row(itemId);
            if (row == null) {
                row = ItemRow.unknown(itemId);
            }
            if (row.active()) {
                eligible.add(new Candidate(itemId, row));
            }
        }
        return new EnrichedRequest(accepted, label, seen.size(), eligible);
    }
}
