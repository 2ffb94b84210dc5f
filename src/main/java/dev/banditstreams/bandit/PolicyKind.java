package dev.banditstreams.bandit;

import dev.banditstreams.bandit.Indexed.Reads;
import java.util.Locale;

/** The policies, by the names that settings and recommendations have for them. */
public enum PolicyKind {
    THOMPSON,
    /** The greatest posterior mean. */
    GREEDY,
    UNIFORM,
    /** As {@link #GREEDY}: what makes the difference is the exploration that the caller adds. */
    EPSILON_GREEDY,
    BAYES_UCB,
    KL_UCB,
    UCB1;

    /** A policy for one thread. */
    public Policy create() {
        return switch (this) {
            case THOMPSON -> new Thompson();
            case UNIFORM -> new Uniform();
            case GREEDY, EPSILON_GREEDY ->
                new Indexed(
                        this, Reads.POSTERIOR, (arms, i, t) -> arms.alpha()[i] / (arms.alpha()[i] + arms.beta()[i]));
            case BAYES_UCB ->
                new Indexed(
                        this,
                        Reads.POSTERIOR_AND_TIME,
                        (arms, i, t) -> BayesUcb.index(arms.alpha()[i], arms.beta()[i], t));
            case KL_UCB ->
                new Indexed(
                        this,
                        Reads.COUNTS_AND_TIME,
                        (arms, i, t) -> KlUcb.index(arms.successes()[i], arms.trials()[i], t));
            case UCB1 ->
                new Indexed(
                        this,
                        Reads.COUNTS_AND_TIME,
                        (arms, i, t) -> Ucb1.index(arms.successes()[i], arms.trials()[i], t));
        };
    }

    /** As in settings: {@code bayes-ucb}. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
