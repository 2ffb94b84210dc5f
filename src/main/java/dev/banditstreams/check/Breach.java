package dev.banditstreams.check;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** One fault in an otherwise consistent history, and the one guarantee that it breaks. */
enum Breach {
    NONE(null, "nothing"),
    LOST_REQUEST(Guarantee.COMPLETE, "a request without an answer"),
    SECOND_ANSWER(Guarantee.COMPLETE, "a request that is answered twice"),
    ANSWERED_AND_REFUSED(Guarantee.COMPLETE, "a request that is answered and a dead letter too"),
    SECOND_REFUSAL(Guarantee.COMPLETE, "a request with two dead letters"),
    LOST_PARKED_REQUEST(Guarantee.COMPLETE, "a parked request that is gone"),
    INVENTED_ANSWER(Guarantee.NOTHING_INVENTED, "an answer to a request that was never sent"),
    ANOTHERS_ANSWER(Guarantee.NOTHING_INVENTED, "an answer that names another user's request id"),
    INVENTED_OUTCOME(Guarantee.NOTHING_INVENTED, "an outcome of a request that was never sent"),
    INVENTED_REWARD(Guarantee.NOTHING_INVENTED, "an outcome that names a reward which was never sent"),
    INVENTED_IMPORT(Guarantee.NOTHING_INVENTED, "an imported outcome which was never sent"),
    INVENTED_DEAD_LETTER(Guarantee.NOTHING_INVENTED, "a dead letter of a record that isn't there"),
    SWAPPED_FOLD(Guarantee.EXACT_FOLD, "two outcomes of an arm folded in the wrong order"),
    SKIPPED_FOLD(Guarantee.EXACT_FOLD, "an outcome that its arm doesn't hold"),
    DOUBLE_FOLD(Guarantee.EXACT_FOLD, "an outcome that its arm holds twice"),
    STATE_THAT_NEVER_WAS(Guarantee.EXACT_FOLD, "a published state of an arm that never was"),
    WRONG_DECAY(Guarantee.EXACT_FOLD, "decayed counts that are no fold of the arm's outcomes"),
    OUTCOME_IN_WRONG_PARTITION(Guarantee.EXACT_FOLD, "an outcome in another partition than its item's"),
    DROPPED_REWARD(Guarantee.CONSERVATION, "a reward that is neither counted nor refused"),
    REWARD_TWICE(Guarantee.CONSERVATION, "a reward that is counted twice"),
    ADDED_INSTEAD_OF_COMBINED(Guarantee.CONSERVATION, "a second reward that opens a second trial"),
    WRONG_VALUE(Guarantee.CONSERVATION, "a reward that counts with another value"),
    WRONG_COHORT(Guarantee.CONSERVATION, "a reward that is credited to another cohort's arm"),
    LATE_COUNTED(Guarantee.CONSERVATION, "a reward past its window that counts"),
    TIMELY_REFUSED_AS_LATE(Guarantee.CONSERVATION, "a reward inside its window that is refused as late"),
    TIMELY_REFUSED_AS_ORPHAN(Guarantee.CONSERVATION, "a reward whose slate is there, refused as an orphan"),
    SERVED_REFUSED(Guarantee.CONSERVATION, "a reward of a served item, refused as not served"),
    DROPPED_NOT_SERVED(Guarantee.CONSERVATION, "a reward of an item that was not served, without dead letter"),
    DROPPED_UNKNOWN_TYPE(Guarantee.CONSERVATION, "a reward of unknown type, without dead letter"),
    LOST_PARKED_REWARD(Guarantee.CONSERVATION, "a parked reward that is gone"),
    DROPPED_EARLY(Guarantee.CONSERVATION, "a reward that came before its recommendation and is not credited"),
    MISSING_DEFAULT(Guarantee.CONSERVATION, "a trial that silence did not close"),
    SECOND_DEFAULT(Guarantee.CONSERVATION, "a trial that silence closed twice"),
    DEFAULT_TOO_EARLY(Guarantee.CONSERVATION, "a trial that silence closed before its window was over"),
    IMPORT_TWICE(Guarantee.CONSERVATION, "an imported outcome that counts twice"),
    DROPPED_IMPORT(Guarantee.CONSERVATION, "an imported outcome that does not count"),
    DRAW_OFF_BY_ONE_BIT(Guarantee.REPRODUCIBLE, "a draw off by one bit"),
    RANKING_OUT_OF_ORDER(Guarantee.REPRODUCIBLE, "two items in the wrong order"),
    ANOTHER_SEED(Guarantee.REPRODUCIBLE, "draws from a seed that is not the request's"),
    BEST_LEFT_OUT(Guarantee.REPRODUCIBLE, "the best draw is missing from the slate"),
    BEST_INDEX_LEFT_OUT(Guarantee.REPRODUCIBLE, "the greatest upper bound is missing from the slate"),
    ANOTHER_TIME(Guarantee.REPRODUCIBLE, "upper bounds of more trials than the eligible arms have"),
    WRONG_SCORE(Guarantee.REPRODUCIBLE, "a score that the policy doesn't give"),
    EXPLORED_UNASKED(Guarantee.REPRODUCIBLE, "a uniform order that the exploration floor doesn't ask for"),
    IMPOSSIBLE_PROPENSITY(Guarantee.REPRODUCIBLE, "a propensity above 1"),
    SHORT_SLATE(Guarantee.REPRODUCIBLE, "fewer items than were asked for"),
    PHANTOM_POSTERIOR(Guarantee.NO_PHANTOM_POSTERIOR, "a posterior that never was"),
    ANOTHER_ARMS_POSTERIOR(Guarantee.NO_PHANTOM_POSTERIOR, "the posterior of another arm"),
    DECAYED_TO_ANOTHER_TIME(Guarantee.NO_PHANTOM_POSTERIOR, "a posterior that was decayed to another time"),
    POSTERIOR_FROM_THE_FUTURE(Guarantee.NO_PHANTOM_POSTERIOR, "a posterior that was published only later"),
    ANOTHERS_BYTES(Guarantee.LOSSLESS_DEAD_LETTERS, "a dead letter with another record's bytes"),
    CUT_BYTES(Guarantee.LOSSLESS_DEAD_LETTERS, "a dead letter that lacks the last byte"),
    WRONG_HASH(Guarantee.LOSSLESS_DEAD_LETTERS, "a cut dead letter with another record's hash");

    private final @Nullable Guarantee broken;
    private final String sentence;

    Breach(@Nullable Guarantee broken, String sentence) {
        this.broken = broken;
        this.sentence = sentence;
    }

    Optional<Guarantee> broken() {
        return Optional.ofNullable(broken);
    }

    String sentence() {
        return sentence;
    }
}
