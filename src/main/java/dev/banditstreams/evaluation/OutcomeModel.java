package dev.banditstreams.evaluation;

/** What reward an item is expected to bring at a position. */
public interface OutcomeModel {

    /**
     * The expected reward.
     *
     * @param unit of the row that it is asked for: a model that was fitted on the same rows may leave that unit out
     * @param item from 0
     * @param position from 0
     */
    double of(int unit, int item, int position);
}
