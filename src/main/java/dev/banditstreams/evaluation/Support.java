package dev.banditstreams.evaluation;

import java.util.BitSet;

/**
 * How much of what a policy does was ever logged. Where nothing was, weighting can't help: the common support that all
 * estimators by importance weights assume is missing.
 */
final class Support {

    private final int items;
    private final BitSet logged = new BitSet();
    private double wanted;
    private double unlogged;

    Support(LoggedRows rows) {
        items = rows.items();
        for (int row = 0; row < rows.size(); row++) {
            logged.set(rows.position(row) * items + rows.item(row));
        }
    }

    /** The policy puts the item at the position, with this probability. */
    void want(int item, int position, double probability) {
        wanted += probability;
        if (item >= items || !logged.get(position * items + item)) {
            unlogged += probability;
        }
    }

    /** Share of the policy's choices, from 0 to 1, that no row shows: this item was never at this position. */
    double unloggedShare() {
        return wanted == 0 ? 0 : unlogged / wanted;
    }
}
