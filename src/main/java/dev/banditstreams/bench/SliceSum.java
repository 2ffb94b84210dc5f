package dev.banditstreams.bench;

/** What was answered in all slices of a kind, and what that took. For one thread. */
final class SliceSum {

    private long answered;
    private long nanos;
    private double broker;
    private double service;
    private double load;
    private double store;

    /**
     * Adds a slice.
     *
     * <p>Answers come in bursts, some hundred milliseconds apart: time counts from the last one before the slice to its
     * last.
     */
    void add(SliceReading from, SliceReading to) {
        answered += to.progress().answered() - from.progress().answered();
        nanos += to.progress().nanos() - from.progress().nanos();
        broker += to.cpu().broker() - from.cpu().broker();
        service += to.cpu().service() - from.cpu().service();
        load += to.cpu().load() - from.cpu().load();
        store += to.cpu().store() - from.cpu().store();
    }

    double requestsPerSecond() {
        return answered * 1e9 / Math.max(1, nanos);
    }

    MissFigures.Cpu cpuMicrosPerRequest() {
        double requests = Math.max(1, answered);
        return new MissFigures.Cpu(broker / requests, service / requests, load / requests, store / requests);
    }
}
