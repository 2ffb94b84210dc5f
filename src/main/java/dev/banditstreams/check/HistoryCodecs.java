package dev.banditstreams.check;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Outcomes;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Reward;
import dev.banditstreams.model.ScoringRequest;

/** How the values of a history are read. */
public record HistoryCodecs(
        Codec<ScoringRequest> requests,
        Codec<Reward> rewards,
        Codec<Recommendation> recommendations,
        Codec<Outcomes> outcomes,
        Codec<DeadLetter> deadLetters) {

    /** Of a deployment's topics. */
    public static HistoryCodecs of(Codecs codecs, String topicPrefix) {
        return new HistoryCodecs(
                codecs.scoringRequests(Log.REQUESTS.name(topicPrefix, "")),
                codecs.rewards(Log.REWARDS.name(topicPrefix, "")),
                codecs.recommendations(Log.RECOMMENDATIONS.name(topicPrefix, "")),
                codecs.outcomes(Log.OUTCOMES.name(topicPrefix, "")),
                codecs.deadLetters(Log.DEAD_LETTERS.name(topicPrefix, "")));
    }
}
