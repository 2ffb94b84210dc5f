package dev.banditstreams.check;

import dev.banditstreams.model.Outcome;
import java.util.Arrays;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Whether the outcomes of a slate are what its rewards, or silence, come to. */
final class SlateVerdict {

    private static final Guarantee CONSERVATION = Guarantee.CONSERVATION;
    private static final String CLOCK = "clock";

    private final CheckOptions options;
    private final Clocks clocks;
    private final Findings findings;

    /** By partition: when the newest slate that has got a default was served. Windows close in this order. */
    private final long[] closedUpTo;

    private final long[] oldestUnclosed;
    private final Position[] oldestUnclosedAt;

    SlateVerdict(CheckOptions options, Clocks clocks, Findings findings) {
        this.options = options;
        this.clocks = clocks;
        this.findings = findings;
        closedUpTo = new long[clocks.partitions()];
        oldestUnclosed = new long[clocks.partitions()];
        oldestUnclosedAt = new Position[clocks.partitions()];
        Arrays.fill(closedUpTo, Long.MIN_VALUE);
        Arrays.fill(oldestUnclosed, Long.MAX_VALUE);
    }

    /** @return what is wrong with a default outcome's time; null: nothing, or it is no default */
    @Nullable
    String ofDefault(OpenSlate slate, Outcome outcome) {
        if (outcome.reason() != Outcome.Reason.DEFAULT) {
            return null;
        }
        int partition = slate.at.partition();
        closedUpTo[partition] = Math.max(closedUpTo[partition], slate.servedAt);
        // The outcome may have been stamped by another broker than the reward that moved the clock.
        boolean closed = clocks.now(partition) + options.skewMillis() > clocks.closing(slate.servedAt);
        return closed || !CLOCK.equals(outcome.closedBy())
                ? null
                : "outcome " + outcome.outcomeId() + " is a default before its window is over";
    }

    /** Compares a slate with its outcomes: for good. */
    void of(OpenSlate slate) {
        if (slate.undecided() != null) {
            findings.unchecked(CONSERVATION, slate.undecided());
            return;
        }
        for (int place = 0; place < slate.size(); place++) {
            ItemLedger ledger = slate.known(place);
            boolean opened = slate.opened(place, options.openedBy());
            if (ledger != null) {
                item(slate, place, ledger, opened);
            } else if (opened) {
                unclosed(slate);
            }
        }
    }

    private void item(OpenSlate slate, int place, ItemLedger ledger, boolean opened) {
        findings.count(CONSERVATION, "impressions", ledger.impressions());
        findings.count(CONSERVATION, "credited", ledger.credited());
        findings.count(CONSERVATION, "superseded", ledger.superseded());
        Set<String> invented = ledger.invented();
        if (!invented.isEmpty()) {
            findings.violated(
                    Guarantee.NOTHING_INVENTED,
                    slate.at,
                    "outcomes of item " + slate.item(place) + " name rewards that nobody sent: " + invented);
            return;
        }
        if (!ledger.adds(options, opened)) {
            if (!ledger.hasExplicit() && !ledger.sawOutcome()) {
                unclosed(slate);
            } else {
                findings.violated(
                        CONSERVATION, slate.at, "item " + slate.item(place) + ": " + ledger.told(options, opened));
            }
            return;
        }
        SeenReward unnamed = ledger.unnamed(options.combining());
        if (unnamed != null) {
            findings.violated(CONSERVATION, unnamed.at(), "a reward that counts, and no outcome names it");
        }
        findings.count(
                CONSERVATION,
                ledger.sawDefault() ? "trials closed by silence" : "trials of rewards",
                ledger.sawOutcome() ? 1 : 0);
    }

    private void unclosed(OpenSlate slate) {
        int partition = slate.at.partition();
        if (clocks.now(partition) <= clocks.closing(slate.servedAt)) {
            findings.count(CONSERVATION, "open trials", 1);
            return;
        }
        findings.count(CONSERVATION, "trials about to be closed", 1);
        if (slate.servedAt < oldestUnclosed[partition]) {
            oldestUnclosed[partition] = slate.servedAt;
            oldestUnclosedAt[partition] = slate.at;
        }
    }

    /** A bounded number of windows closes at a time, so some may be behind, but none between others. */
    void finish() {
        for (int partition = 0; partition < closedUpTo.length; partition++) {
            if (oldestUnclosed[partition] < closedUpTo[partition]) {
                findings.violated(
                        CONSERVATION, oldestUnclosedAt[partition], "a trial that was not closed, and later ones were");
            }
        }
    }
}
