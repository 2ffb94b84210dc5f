package dev.banditstreams.evaluation;

import dev.banditstreams.bandit.PolicyKind;
import dev.banditstreams.model.Recommendation;
import java.util.Arrays;
import java.util.Optional;

/** What a slate is ordered by before rules, the greatest first. */
public enum Basis {
    DRAW,
    MEAN,
    /** An upper confidence bound. */
    INDEX,
    /** A number that is the same for every posterior. */
    UNIFORM,
    /** Not known: the policy is not one of this version's. */
    UNKNOWN;

    static Basis of(Recommendation recommendation) {
        if (recommendation.explored()) {
            return UNIFORM;
        }
        return policy(recommendation)
                .map(kind -> switch (kind) {
                    case THOMPSON -> DRAW;
                    case GREEDY, EPSILON_GREEDY -> MEAN;
                    case UNIFORM -> UNIFORM;
                    case BAYES_UCB, KL_UCB, UCB1 -> INDEX;
                })
                .orElse(UNKNOWN);
    }

    static Optional<PolicyKind> policy(Recommendation recommendation) {
        return Arrays.stream(PolicyKind.values())
                .filter(kind -> kind.toString().equals(recommendation.policy()))
                .findFirst();
    }
}
