package dev.banditstreams.codec;

import dev.banditstreams.model.ArmState;
import dev.banditstreams.model.CandidateSet;
import dev.banditstreams.model.EntityState;
import dev.banditstreams.model.ParkedRequest;
import dev.banditstreams.model.ParkedRewards;
import dev.banditstreams.model.SlateState;
import org.apache.kafka.common.serialization.Serde;

/**
 * Serdes of what only the service writes and reads: stores, their changelogs, the tables. They never need the registry,
 * so a restore doesn't either.
 *
 * <p>Each is safe for use by many threads, and throws {@link org.apache.kafka.common.errors.SerializationException} for
 * bytes that are corrupt or were written by a later version.
 */
public final class StateSerdes {

    private static final Serde<EntityState> USER_STATE = new StateSerde<>(new UserStateMapping());
    private static final Serde<EntityState> ITEM_STATE = new StateSerde<>(new ItemStateMapping());
    private static final Serde<CandidateSet> CANDIDATE_SET = new StateSerde<>(new SetStateMapping());
    private static final Serde<ArmState> ARM_STATE = new StateSerde<>(new ArmStateMapping());
    private static final Serde<SlateState> SLATE_STATE = new StateSerde<>(new SlateStateMapping());
    private static final Serde<ParkedRewards> PARKED_REWARDS = new StateSerde<>(new ParkedRewardsMapping());
    private static final Serde<ParkedRequest> PARKED_REQUEST = new StateSerde<>(new ParkedRequestMapping());

    private StateSerdes() {}

    public static Serde<EntityState> userState() {
        return USER_STATE;
    }

    public static Serde<EntityState> itemState() {
        return ITEM_STATE;
    }

    public static Serde<CandidateSet> candidateSet() {
        return CANDIDATE_SET;
    }

    public static Serde<ArmState> armState() {
        return ARM_STATE;
    }

    public static Serde<SlateState> slateState() {
        return SLATE_STATE;
    }

    public static Serde<ParkedRewards> parkedRewards() {
        return PARKED_REWARDS;
    }

    public static Serde<ParkedRequest> parkedRequest() {
        return PARKED_REQUEST;
    }
}
