package dev.banditstreams.topology;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;

/**
 * Lets many threads read values that one thread changes, without ever mixing an old with a new one: a reader that was
 * overtaken reads again (Lameter, "Effective Synchronization on Linux/NUMA Systems", 2005; Boehm, "Can Seqlocks Get
 * Along With Programming Language Memory Models?", 2012). Readers write nothing, so that they don't slow each other.
 *
 * <p>Items share a fixed number of locks.
 */
final class SeqLocks {

    private static final int LOCKS = 1 << 10;
    private static final VarHandle VERSIONS = MethodHandles.arrayElementVarHandle(int[].class);

    private final int[] versions = new int[LOCKS];

    /** Before reading an item: the version that {@link #valid} wants. */
    int begin(int index) {
        return (int) VERSIONS.getAcquire(versions, lock(index));
    }

    /** After reading: whether nothing was written meanwhile. */
    boolean valid(int index, int version) {
        VarHandle.acquireFence();
        return (version & 1) == 0 && version == (int) VERSIONS.getOpaque(versions, lock(index));
    }

    /** Before writing an item. */
    void lock(int index, Runnable writing) {
        int lock = lock(index);
        int version = versions[lock];
        VERSIONS.setOpaque(versions, lock, version + 1);
        VarHandle.storeStoreFence();
        try {
            writing.run();
        } finally {
            VERSIONS.setRelease(versions, lock, version + 2);
        }
    }

    private static int lock(int index) {
        return (index >> PagedRows.PAGE_BITS) & (LOCKS - 1);
    }
}
