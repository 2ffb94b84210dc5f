package dev.banditstreams.evaluation;

/**
 * The mean reward of an item at a position, smoothed:
 *
 * <pre>q(item, position) = (reward + 100 CTR) / (shown + 100),</pre>
 *
 * where CTR is the mean reward of all rows that it is fitted on.
 *
 * <p>With one fold it is fitted on the rows that it is used for. With F folds, unit u is in fold u mod F and gets the
 * means of all other folds (cross-fitting: Chernozhukov et al., "Double/debiased machine learning for treatment and
 * structural parameters", 2018): a row's own reward has no part in its model value.
 */
public final class SmoothedMeans implements OutcomeModel {

    /** How many rows of mean reward every mean starts with. */
    public static final double STRENGTH = 100;

    private final int items;
    private final double[][] cells;
    private final double[] unseen;

    private SmoothedMeans(int items, double[][] cells, double[] unseen) {
        this.items = items;
        this.cells = cells;
        this.unseen = unseen;
    }

    /**
     * Fits.
     *
     * @param folds at least 1
     * @throws IllegalArgumentException if a fold would be fitted on no rows
     */
    public static SmoothedMeans fit(LoggedRows rows, int folds) {
        double[][] cells = new double[folds][];
        double[] unseen = new double[folds];
        for (int fold = 0; fold < folds; fold++) {
            fit(rows, folds, fold, cells, unseen);
        }
        return new SmoothedMeans(rows.items(), cells, unseen);
    }

    private static void fit(LoggedRows rows, int folds, int fold, double[][] cells, double[] unseen) {
        int items = rows.items();
        double[] shown = new double[items * rows.positions()];
        double[] reward = new double[shown.length];
        int fitted = 0;
        double sum = 0;
        for (int row = 0; row < rows.size(); row++) {
            if (folds == 1 || rows.unit(row) % folds != fold) {
                int cell = rows.position(row) * items + rows.item(row);
                shown[cell]++;
                reward[cell] += rows.reward(row);
                sum += rows.reward(row);
                fitted++;
            }
        }
        if (fitted == 0) {
            throw new IllegalArgumentException(
                    "nothing to fit the outcome model on: " + rows.units() + " units in " + folds + " folds");
        }
        double mean = sum / fitted;
        double[] means = new double[shown.length];
        for (int cell = 0; cell < means.length; cell++) {
            means[cell] = (reward[cell] + STRENGTH * mean) / (shown[cell] + STRENGTH);
        }
        cells[fold] = means;
        unseen[fold] = mean;
    }

    /** An item that was at no position in any row has the mean of all. */
    @Override
    public double of(int unit, int item, int position) {
        int fold = unit % cells.length;
        return item < items ? cells[fold][position * items + item] : unseen[fold];
    }
}
