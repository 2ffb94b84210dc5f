package dev.banditstreams.check;

/** Plants one breach, once. For one thread. */
final class Plant {

    private final Breach breach;
    private boolean done;

    Plant(Breach breach) {
        this.breach = breach;
    }

    /** Whether now is the time for this one. */
    boolean now(Breach candidate) {
        if (done || candidate != breach) {
            return false;
        }
        done = true;
        return true;
    }

    /** It has just been planted, if it is this one. */
    void planted(Breach candidate) {
        done |= candidate == breach;
    }

    boolean is(Breach candidate) {
        return breach == candidate;
    }

    /** Whether it is to be planted, in more than one place or not yet for sure. */
    boolean wants(Breach candidate) {
        return breach == candidate && !done;
    }

    boolean done() {
        return done;
    }
}
