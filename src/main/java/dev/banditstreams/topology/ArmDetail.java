package dev.banditstreams.topology;

/** An arm's posterior with what it is made of, to be filled again and again. For one thread. */
final class ArmDetail {

    double alpha;
    double beta;
    double priorAlpha;
    double priorBeta;

    /** The arm's own, as they stand in the posterior: decayed under a half-life. */
    double successes;

    double failures;

    /** Counted, not decayed. */
    long trials;
}
