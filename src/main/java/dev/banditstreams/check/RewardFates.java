package dev.banditstreams.check;

import dev.banditstreams.model.DeadLetterReason;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Whether what became of a reward is what the rules say. */
final class RewardFates {

    private static final Guarantee CONSERVATION = Guarantee.CONSERVATION;
    private static final String AT_FAULT = "slates with a reward at fault";
    private static final String LATE = "late";
    private static final String ORPHAN = "orphan";
    private static final String NOT_SERVED = DeadLetterReason.NOT_SERVED.code();

    private final CheckOptions options;
    private final Set<Position> parked;
    private final Clocks clocks;
    private final Findings findings;

    /** Of each partition the orphan that may become one last. */
    private final SeenReward[] lastOrphans;

    RewardFates(CheckOptions options, Set<Position> parked, Clocks clocks, Findings findings) {
        this.options = options;
        this.parked = parked;
        this.clocks = clocks;
        this.findings = findings;
        this.lastOrphans = new SeenReward[clocks.partitions()];
    }

    /** Whether a dead letter's reason is one that depends on slates. */
    static boolean isOfAttribution(String reason) {
        return reason.equals(LATE) || reason.equals(ORPHAN) || reason.equals(NOT_SERVED);
    }

    /** A reward of a slate, in the order of its partition. */
    void credit(OpenSlate slate, SeenReward reward) {
        if (reward.refused() != null) {
            compareRefusal(slate, reward, reward.refused());
            return;
        }
        int place = slate.place(reward.itemId());
        boolean late = clocks.late(slate.servedAt, reward.eventTime());
        if (!reward.processed()) {
            slate.leaveUndecided("slates with rewards not processed yet");
        } else if (slate.knows(reward.rewardId())) {
            findings.count(CONSERVATION, "duplicate", 1);
        } else if (parked.contains(reward.at())) {
            parkedWithSlate(slate, reward);
        } else if ((place < 0 || late) && slate.refused(reward.rewardId())) {
            findings.count(CONSERVATION, "duplicate", 1);
        } else if (place < 0) {
            slate.leaveUndecided(AT_FAULT);
            findings.violated(
                    CONSERVATION,
                    reward.at(),
                    "a reward of item " + reward.itemId() + ", which the slate at " + slate.at
                            + " doesn't hold, and no dead letter of it");
        } else if (late) {
            slate.leaveUndecided(AT_FAULT);
            findings.violated(
                    CONSERVATION,
                    reward.at(),
                    "a reward past the window of the slate at " + slate.at + ", and no dead letter of it");
        } else if (slate.take(reward.rewardId())) {
            slate.ledger(place).credit(reward);
        }
    }

    /** A slate that is forgotten, or not read yet, leaves its rewards waiting. */
    private void parkedWithSlate(OpenSlate slate, SeenReward reward) {
        findings.count(CONSERVATION, "waiting", 1);
        boolean forgotten = reward.clock() > clocks.forgetting(slate.servedAt);
        if (!forgotten && slate.undecided() == null) {
            findings.violated(
                    CONSERVATION,
                    reward.at(),
                    "a reward that is parked, though the slate at " + slate.at + " has been read");
        }
    }

    private void compareRefusal(OpenSlate slate, SeenReward reward, String refused) {
        boolean late = clocks.late(slate.servedAt, reward.eventTime());
        slate.refuse(reward.rewardId());
        boolean lateWithoutSlate = reward.clock() > clocks.forgetting(reward.eventTime());
        if (refused.equals(NOT_SERVED)) {
            if (slate.place(reward.itemId()) >= 0) {
                findings.violated(
                        CONSERVATION,
                        reward.at(),
                        "a reward that is refused as not served, and the slate at " + slate.at + " holds its item");
            }
        } else if (refused.equals(LATE)) {
            if (!late && !lateWithoutSlate) {
                findings.violated(
                        CONSERVATION,
                        reward.at(),
                        "a reward that is refused as late, and lies in the window" + " of the slate at " + slate.at);
            }
        } else {
            orphan(reward);
            boolean couldBeRead = reward.appendTime() > slate.servedAt + options.skewMillis()
                    && reward.clock() <= clocks.forgetting(slate.servedAt);
            if (couldBeRead) {
                findings.violated(
                        CONSERVATION,
                        reward.at(),
                        "a reward that is refused as an orphan, and the slate at " + slate.at + " was there");
            }
        }
    }

    private void orphan(SeenReward reward) {
        int partition = reward.at().partition();
        SeenReward last = lastOrphans[partition];
        if (last == null || reward.eventTime() > last.eventTime()) {
            lastOrphans[partition] = reward;
        }
    }

    /** Whether a refused reward without a slate is as it has to be, so that nothing of it need be kept. */
    boolean endsWithoutSlate(SeenReward reward) {
        return LATE.equals(reward.refused()) && reward.clock() > clocks.forgetting(reward.eventTime());
    }

    /**
     * The rewards of one request without a slate.
     *
     * @param whole whether all recommendations were read
     */
    void finishWithoutSlate(List<SeenReward> rewards, boolean whole) {
        Set<String> known = new HashSet<>();
        for (SeenReward reward : rewards) {
            String refused = reward.refused();
            boolean first = known.add(reward.rewardId());
            if (ORPHAN.equals(refused)) {
                orphan(reward);
            } else if (refused != null) {
                if (whole) {
                    findings.violated(
                            CONSERVATION,
                            reward.at(),
                            "a reward that is refused as " + refused + ", and there is no slate");
                } else {
                    findings.unchecked(CONSERVATION, "rewards of recommendations before the first that is read");
                }
            } else if (parked.contains(reward.at())) {
                findings.count(CONSERVATION, "waiting", 1);
            } else if (!first) {
                findings.count(CONSERVATION, "duplicate", 1);
            } else if (!whole) {
                findings.unchecked(CONSERVATION, "rewards of recommendations before the first that is read");
            } else if (reward.processed()) {
                findings.violated(
                        CONSERVATION,
                        reward.at(),
                        "a reward without a slate that is neither parked nor a" + " dead letter");
            }
        }
    }

    void finish() {
        for (SeenReward orphan : lastOrphans) {
            if (orphan != null && clocks.now(orphan.at().partition()) <= clocks.forgetting(orphan.eventTime())) {
                findings.violated(
                        CONSERVATION,
                        orphan.at(),
                        "a reward that is refused as an orphan, and its time is" + " not over");
            }
        }
    }
}
