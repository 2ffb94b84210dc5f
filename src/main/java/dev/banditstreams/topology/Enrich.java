package dev.banditstreams.topology;

import dev.banditstreams.codec.StateSerdes;
import dev.banditstreams.metrics.ScoringMeters;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.ScoringRequest;
import java.util.Objects;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/**
 * Adds to a request the user's cohort and what is known of each candidate.
 *
 * <p>Users come from this task's store, items from the item table. What neither has is read from the feature store, if
 * there is one, while other requests go on; else it is scored from the prior.
 */
final class Enrich implements Processor<String, Accepted<ScoringRequest>, Object, Object> {

    private final Deployment deployment;
    private final ScoringOptions options;
    private final ItemTable items;
    private final SetTable sets;
    private final Cohort cohort;
    private final ScoringMeters meters;

    private ProcessorContext<Object, Object> context;
    private LocalFeatures local;
    private WaitingRequests waiting;

    Enrich(
            Deployment deployment,
            ScoringOptions options,
            ItemTable items,
            SetTable sets,
            Cohort cohort,
            ScoringMeters meters) {
        this.deployment = deployment;
        this.options = options;
        this.items = items;
        this.sets = sets;
        this.cohort = cohort;
        this.meters = meters;
    }

    @Override
    public void init(ProcessorContext<Object, Object> context) {
        this.context = context;
        BoundedStore<EntityState> users = new BoundedStore<>(
                context.getStateStore(ScoreTopology.USER_FEATURES_STORE),
                StateSerdes.userState(),
                deployment.limits().recordBytes());
        local = new LocalFeatures(users, sets, items, options.placements(), options.fetching());
        KeepFetched fetched = new KeepFetched(context, deployment, options, users, items);
        waiting = new WaitingRequests(context, deployment, options, local, sets, fetched::keep, meters, this::answer);
    }

    @Override
    public void process(Record<String, Accepted<ScoringRequest>> record) {
        waiting.catchUp();
        Accepted<ScoringRequest> accepted = record.value();
        ScoringRequest request = accepted.present();
        if (!local.look(request, context.currentSystemTimeMs())) {
            waiting.takeWithoutSet(accepted, Objects.requireNonNull(request.candidateSet()));
            return;
        }
        if (options.fetching() == null) {
            answer(accepted, Shortfall.NONE);
            return;
        }
        local.count(meters);
        waiting.refresh(local.stale());
        if (local.complete() && waiting.mayPass(request.userId())) {
            answer(accepted, Shortfall.NONE);
        } else {
            waiting.take(accepted);
        }
    }

    @Override
    public void close() {
        waiting.close();
    }

    private void answer(Accepted<ScoringRequest> accepted, Shortfall shortfall) {
        String label = cohort.of(local.user());
        EnrichedRequest enriched = new EnrichedRequest(accepted, label, local.candidates(), shortfall);
        context.forward(new Record<>(accepted.key(), enriched, accepted.time()), ScoreTopology.RANK);
    }
}
