package dev.banditstreams.bandit;

/** What {@link Seeds#unit} decides about a request: a purpose for each, so that none depends on another. */
public final class Choice {

    public static final long AUDIT = 1;
    public static final long EXPLORE = 2;
    /** The uniform order of items. */
    static final long ORDER = 3;

    public static final long NEWCOMERS = 4;
    public static final long PROPENSITIES = 5;
    public static final long VARIANT = 6;

    private Choice() {}
}
