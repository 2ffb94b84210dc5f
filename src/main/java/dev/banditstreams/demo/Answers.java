package dev.banditstreams.demo;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.RankedItem;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.Topic;
import dev.banditstreams.simulation.Visits;
import dev.banditstreams.simulation.World;
import dev.banditstreams.topology.TopicNames;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What the demo does with the service's answers: counts them, and sends the reward of every ranked item, 0 or 1.
 *
 * <p>Answers to requests that aren't the demo's, such as those of {@code ./bandit ask}, are passed over. Used by one
 * thread.
 */
final class Answers {

    private final World world;
    private final Visits visits;
    private final Seen seen;
    private final Pace pace;
    private final Outlet outlet;
    private final InstantSource clock;
    private final String recommendationsTopic;
    private final String requestsTopic;
    private final String rewardsTopic;
    private final Codec<Recommendation> recommendations;
    private final Codec<DeadLetter> deadLetters;
    private final Codec<ScoringRequest> requests;
    private final Codec<Reward> rewards;

    Answers(
            World world,
            Visits visits,
            Seen seen,
            Pace pace,
            Outlet outlet,
            TopicNames topics,
            Codecs codecs,
            InstantSource clock) {
        this.world = world;
        this.visits = visits;
        this.seen = seen;
        this.pace = pace;
        this.outlet = outlet;
        this.clock = clock;
        recommendationsTopic = topics.of(Topic.RECOMMENDATIONS);
        requestsTopic = topics.of(Topic.SCORING_REQUESTS);
        rewardsTopic = topics.of(Topic.REWARDS);
        recommendations = codecs.recommendations(recommendationsTopic);
        deadLetters = codecs.deadLetters(topics.of(Topic.DEAD_LETTERS));
        requests = codecs.scoringRequests(requestsTopic);
        rewards = codecs.rewards(rewardsTopic);
    }

    static List<String> topics(TopicNames topics) {
        return List.of(topics.of(Topic.RECOMMENDATIONS), topics.of(Topic.DEAD_LETTERS));
    }

    void accept(ConsumerRecord<byte[], byte[]> record) {
        if (record.topic().equals(recommendationsTopic)) {
            answered(Written.value(recommendations, record));
        } else {
            refused(Written.value(deadLetters, record));
        }
    }

    private void answered(Recommendation answer) {
        int visit = visits.visit(answer.requestId());
        if (visit < 0 || !seen.tally().answered(visit, answer.eligibleCount(), answer.degraded())) {
            return;
        }
        seen.latencies().record(pace.dueNanos(visit), System.nanoTime());
        int cohort = world.cohortOf(visits.user(visit));
        int[] slate = answer.items().stream()
                .mapToInt(item -> world.item(item.itemId()))
                .toArray();
        int[] candidates = visits.candidates(visit);
        seen.rates()
                .add(
                        pace.second(visit),
                        new ServedRates.Rates(
                                world.meanRate(cohort, slate),
                                world.meanRate(cohort, candidates),
                                world.oracleRate(cohort, candidates, visits.k())));
        for (RankedItem item : answer.items()) {
            reward(answer, item, cohort);
        }
    }

    private void reward(Recommendation answer, RankedItem item, int cohort) {
        boolean clicked = world.clicks(answer.requestId(), world.item(item.itemId()), cohort);
        Reward reward = new Reward(
                RewardIds.of(answer.requestId(), item.rank()),
                answer.requestId(),
                answer.userId(),
                item.itemId(),
                null,
                clicked ? "click" : "skip",
                clicked ? 1.0 : 0.0,
                clock.millis(),
                null,
                null);
        seen.tally().rewardSent();
        outlet.send(rewardsTopic, answer.userId(), rewards, reward);
    }

    private void refused(DeadLetter letter) {
        seen.tally().deadLetter(letter.source());
        byte[] bytes = letter.value().bytes();
        if (letter.source().topic().equals(requestsTopic)
                && bytes != null
                && requests.decode(bytes) instanceof Decoded.Value<ScoringRequest> request) {
            int visit = visits.visit(request.value().requestId());
            if (visit >= 0) {
                seen.tally().refused(visit);
            }
        }
    }
}
