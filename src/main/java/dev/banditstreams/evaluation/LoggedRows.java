package dev.banditstreams.evaluation;

import java.util.Arrays;

/**
 * What was shown and what came of it, in columns, in order of time.
 *
 * <p>A row is one item at one position. Rows of one unit (a slate whose places were ranked together) follow each other
 * and are not independent: errors and intervals take units, not rows, as drawn anew. For one thread.
 */
public final class LoggedRows {

    private int[] unit = new int[1_024];
    private int[] item = new int[1_024];
    private int[] position = new int[1_024];
    private double[] reward = new double[1_024];
    private int size;

    /**
     * Adds a row.
     *
     * @param unit that of the row before, or the next one; the first is 0
     * @param item from 0
     * @param position from 0
     * @param reward in [0, 1]
     * @return the row's number, from 0
     * @throws IllegalArgumentException if one of them is none of these
     */
    public int add(int unit, int item, int position, double reward) {
        int next = units();
        if (unit != next && unit != next - 1) {
            throw new IllegalArgumentException("unit " + unit + " after " + next + " units");
        }
        if (item < 0 || position < 0 || !(reward >= 0 && reward <= 1)) {
            throw new IllegalArgumentException(
                    "item " + item + " at position " + position + " with reward " + reward + " in row " + size);
        }
        if (size == this.item.length) {
            grow();
        }
        this.unit[size] = unit;
        this.item[size] = item;
        this.position[size] = position;
        this.reward[size] = reward;
        return size++;
    }

    public int size() {
        return size;
    }

    public int units() {
        return size == 0 ? 0 : unit[size - 1] + 1;
    }

    /** Rows with a reward above 0. */
    public int rewarded() {
        return (int) Arrays.stream(reward, 0, size).filter(value -> value > 0).count();
    }

    int unit(int row) {
        return unit[row];
    }

    int item(int row) {
        return item[row];
    }

    int position(int row) {
        return position[row];
    }

    double reward(int row) {
        return reward[row];
    }

    /** One more than the largest item. */
    int items() {
        return Arrays.stream(item, 0, size).max().orElse(-1) + 1;
    }

    /** One more than the largest position. */
    int positions() {
        return Arrays.stream(position, 0, size).max().orElse(-1) + 1;
    }

    private void grow() {
        int capacity = 2 * size;
        unit = Arrays.copyOf(unit, capacity);
        item = Arrays.copyOf(item, capacity);
        position = Arrays.copyOf(position, capacity);
        reward = Arrays.copyOf(reward, capacity);
    }
}
