package dev.banditstreams.bandit;

import java.util.Arrays;

/**
 * Picks the best of many items: those with the smallest odds against them ({@link BetaSampler#oddsAgainst}).
 *
 * <p>Equal odds are ordered by a hash of (seed, item), so that the result doesn't depend on the order of the
 * candidates. NaN comes last. For one thread; keeps its arrays for the next request.
 */
public final class TopK {

    /**
     * Up to here insertion among the chosen is faster than selection by partitioning. Measured with 400 and 5,000
     * items, see {@code docs/benchmarks.md}.
     */
    private static final int MOST_INSERTED = 64;

    private int[] order = {};
    private double[] key = {};

    /**
     * Finds the k best, best first.
     *
     * @param odds of each item
     * @param items {@link Seeds#item} of each
     * @param count how many of the arrays' elements count
     * @return indices into the arrays, of which the first min(k, count) are the result; good until the next call
     */
    public int[] select(double[] odds, long[] items, int count, int k, long seed) {
        int size = Math.min(k, count);
        reserve(count);
        if (size <= MOST_INSERTED) {
            insert(odds, items, count, size, seed);
        } else {
            for (int i = 0; i < count; i++) {
                order[i] = i;
                key[i] = odds[i];
            }
            if (size < count) {
                partition(items, count, size, seed);
            }
            heapify(items, size, seed);
            sort(items, size, seed);
        }
        return order;
    }

    private void reserve(int count) {
        if (order.length < count) {
            int length = Math.max(count, 2 * order.length);
            order = Arrays.copyOf(order, length);
            key = Arrays.copyOf(key, length);
        }
    }

    /**
     * Keeps the chosen in order: the worst is at the end, most of the others don't beat it, and one that does moves up
     * from there. A branch is predicted wrongly once for each, where in a heap it is at every level.
     */
    private void insert(double[] odds, long[] items, int count, int size, long seed) {
        for (int i = 0; i < size; i++) {
            moveUp(i, odds[i], i, items, seed);
        }
        int last = size - 1;
        for (int i = size; i < count && size > 0; i++) {
            double candidate = odds[i];
            if (!(candidate > key[last]) && better(candidate, i, key[last], order[last], items, seed)) {
                moveUp(last, candidate, i, items, seed);
            }
        }
    }

    private void moveUp(int from, double movedKey, int moved, long[] items, long seed) {
        int at = from;
        for (; at > 0 && better(movedKey, moved, key[at - 1], order[at - 1], items, seed); at--) {
            key[at] = key[at - 1];
            order[at] = order[at - 1];
        }
        key[at] = movedKey;
        order[at] = moved;
    }

    private void heapify(long[] items, int size, long seed) {
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(i, size, key[i], order[i], items, seed);
        }
    }

    /** Turns the heap into the order: the worst goes to the end. */
    private void sort(long[] items, int size, long seed) {
        for (int end = size - 1; end > 0; end--) {
            double lastKey = key[end];
            int last = order[end];
            key[end] = key[0];
            order[end] = order[0];
            sink(0, end, lastKey, last, items, seed);
        }
    }

    private void sink(int from, int size, double movedKey, int moved, long[] items, long seed) {
        int parent = from;
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && better(key[child], order[child], key[child + 1], order[child + 1], items, seed)) {
                child++;
            }
            if (better(key[child], order[child], movedKey, moved, items, seed)) {
                break;
            }
            key[parent] = key[child];
            order[parent] = order[child];
            parent = child;
        }
        key[parent] = movedKey;
        order[parent] = moved;
    }

    /** Moves the best to the front, in any order: Hoare's selection, around the median of three. */
    private void partition(long[] items, int count, int size, long seed) {
        int low = 0;
        int high = count - 1;
        while (low < high) {
            int middle = (low + high) >>> 1;
            orderPair(low, middle, items, seed);
            orderPair(middle, high, items, seed);
            orderPair(low, middle, items, seed);
            double pivotKey = key[middle];
            int pivot = order[middle];
            int i = low;
            int j = high;
            while (i <= j) {
                while (better(key[i], order[i], pivotKey, pivot, items, seed)) {
                    i++;
                }
                while (better(pivotKey, pivot, key[j], order[j], items, seed)) {
                    j--;
                }
                if (i <= j) {
                    swap(i++, j--);
                }
            }
            if (size - 1 <= j) {
                high = j;
            } else if (size - 1 >= i) {
                low = i;
            } else {
                return;
            }
        }
    }

    private void orderPair(int first, int second, long[] items, long seed) {
        if (better(key[second], order[second], key[first], order[first], items, seed)) {
            swap(first, second);
        }
    }

    private void swap(int i, int j) {
        double k = key[i];
        key[i] = key[j];
        key[j] = k;
        int o = order[i];
        order[i] = order[j];
        order[j] = o;
    }

    /** A strict order: false for an item and itself. */
    private static boolean better(double keyA, int a, double keyB, int b, long[] items, long seed) {
        if (keyA < keyB) {
            return true;
        }
        return !(keyA > keyB) && tied(keyA, a, keyB, b, items, seed);
    }

    private static boolean tied(double keyA, int a, double keyB, int b, long[] items, long seed) {
        if (Double.isNaN(keyA) != Double.isNaN(keyB)) {
            return Double.isNaN(keyB);
        }
        return Long.compare(Seeds.mix(seed ^ items[a]), Seeds.mix(seed ^ items[b])) > 0;
    }
}
