package dev.banditstreams.topology;

/**
 * What {@link dev.banditstreams.bandit.Seeds#unit} decides about a request: a purpose for each, so that none depends on
 * another. 3 is the uniform order of items.
 */
final class Choice {

    static final long AUDIT = 1;
    static final long EXPLORE = 2;
    static final long NEWCOMERS = 4;
    static final long PROPENSITIES = 5;
    static final long VARIANT = 6;

    private Choice() {}
}
