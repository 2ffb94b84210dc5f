package dev.banditstreams.topology;

/** An arm's posterior with what it is made of, to be filled again and again. For one thread. */
final class ArmDetail {

    double alpha;
    double beta;
    double priorAlpha;
    double priorBeta;
    long trials;
}
