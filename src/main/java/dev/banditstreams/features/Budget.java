package dev.banditstreams.features;

/** How many extra calls may be made: a share of the calls, and some for each second. For any number of threads. */
final class Budget {

    /** What may be saved up, so that a quiet hour doesn't pay for a storm. */
    private static final double MAX_SAVED = 10;

    private final Timers timers;
    private final double perCall;
    private final double perNano;
    private double saved;
    private long updated;

    /**
     * Starts with all that may be saved up, if seconds count, else with nothing.
     *
     * @param perCall from 0 to 1
     * @param perSecond 0 or more: is there without any calls
     */
    Budget(Timers timers, double perCall, double perSecond) {
        this.timers = timers;
        this.perCall = perCall;
        this.perNano = perSecond / 1e9;
        this.saved = perSecond > 0 ? MAX_SAVED : 0;
        this.updated = timers.nanos();
    }

    /** An ordinary call was made. */
    synchronized void called() {
        saved = Math.min(MAX_SAVED, saved + perCall);
    }

    /** @return whether an extra call may be made; it is taken as made */
    synchronized boolean take() {
        long now = timers.nanos();
        saved = Math.min(MAX_SAVED, saved + Math.max(0, now - updated) * perNano);
        updated = now;
        // Twenty times 0.05 is a little less than 1.
        if (saved < 1 - 1e-9) {
            return false;
        }
        saved -= 1;
        return true;
    }
}
