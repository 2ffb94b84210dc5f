package dev.banditstreams.bandit;

/**
 * Picks the best of many draws by a bounded heap.
 *
 * <p>Greater draws come first; equal ones in the order of a hash of (seed, item), so that the result doesn't depend on
 * the order of the candidates. NaN comes last.
 */
public final class TopK {

    private TopK() {}

    /**
     * Indices of the k best draws, best first.
     *
     * @param items {@link Seeds#item} of each
     * @param count how many of the arrays' elements count
     * @return min(k, count) indices
     */
    public static int[] select(double[] draws, long[] items, int count, int k, long seed) {
        int size = Math.min(k, count);
        int[] heap = new int[size];
        if (size == 0) {
            return heap;
        }
        // The worst of the chosen is at the root.
        for (int i = 0; i < size; i++) {
            heap[i] = i;
        }
        for (int i = size / 2 - 1; i >= 0; i--) {
            sink(heap, i, size, draws, items, seed);
        }
        for (int i = size; i < count; i++) {
            if (better(i, heap[0], draws, items, seed)) {
                heap[0] = i;
                sink(heap, 0, size, draws, items, seed);
            }
        }
        for (int end = size - 1; end > 0; end--) {
            int worst = heap[0];
            heap[0] = heap[end];
            heap[end] = worst;
            sink(heap, 0, end, draws, items, seed);
        }
        return heap;
    }

    private static void sink(int[] heap, int from, int size, double[] draws, long[] items, long seed) {
        int parent = from;
        int moved = heap[parent];
        while (2 * parent + 1 < size) {
            int child = 2 * parent + 1;
            if (child + 1 < size && better(heap[child], heap[child + 1], draws, items, seed)) {
                child++;
            }
            if (better(heap[child], moved, draws, items, seed)) {
                break;
            }
            heap[parent] = heap[child];
            parent = child;
        }
        heap[parent] = moved;
    }

    private static boolean better(int a, int b, double[] draws, long[] items, long seed) {
        double x = draws[a];
        double y = draws[b];
        if (x > y || x < y) {
            return x > y;
        }
        if (Double.isNaN(x) != Double.isNaN(y)) {
            return Double.isNaN(y);
        }
        return Seeds.mix(seed ^ items[a]) > Seeds.mix(seed ^ items[b]);
    }
}
