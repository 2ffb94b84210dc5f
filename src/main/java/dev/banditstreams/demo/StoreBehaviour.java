package dev.banditstreams.demo;

/**
 * How a fake feature store behaves.
 *
 * @param slowShare share of the calls that take {@code slowMillis} longer
 * @param share share of the calls that the fault hits
 * @param megabytes size of the padding of {@link StoreFault#HUGE}
 */
public record StoreBehaviour(
        StoreLatency latency, double slowShare, double slowMillis, StoreFault fault, double share, int megabytes) {

    public static final int MEGABYTES = 10;
    public static final StoreBehaviour HEALTHY =
            new StoreBehaviour(StoreLatency.NONE, 0, 0, StoreFault.NONE, 1, MEGABYTES);

    /** Nothing but this fault, on every call. */
    public static StoreBehaviour of(StoreFault fault) {
        return HEALTHY.with(fault);
    }

    public StoreBehaviour with(StoreFault other) {
        return new StoreBehaviour(latency, slowShare, slowMillis, other, share, megabytes);
    }

    public StoreBehaviour after(StoreLatency other) {
        return new StoreBehaviour(other, slowShare, slowMillis, fault, share, megabytes);
    }
}
