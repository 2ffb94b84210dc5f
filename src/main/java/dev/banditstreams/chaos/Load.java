package dev.banditstreams.chaos;

/** Requests, answers and rewards, each side in a thread of its own. */
final class Load implements AutoCloseable {

    private interface Task {
        void run() throws InterruptedException;
    }

    private static final long PATIENCE_MILLIS = 5_000;

    private final Ledger ledger;
    private final Sending sending;
    private final Receiving receiving;
    private final Thread sender;
    private final Thread receiver;

    Load(Deployment deployment, ChaosPlan plan, Visitors visitors) {
        ledger = new Ledger();
        sending = new Sending(deployment, visitors, ledger, plan.rate());
        receiving = new Receiving(deployment, visitors, ledger, sending);
        sender = thread("requests", sending::keepRate);
        receiver = thread("answers", receiving::run);
    }

    void start() {
        sending.publishItems();
        sender.start();
        receiver.start();
    }

    Ledger ledger() {
        return ledger;
    }

    Gaps gaps() {
        return receiving.gaps();
    }

    /** No request and no reward from now on; answers are still counted. */
    void stopSending() throws InterruptedException {
        sending.finish();
        receiving.stopRewarding();
        sender.join();
    }

    /** Ends the reading of answers; those that were there before are counted. */
    void finish() throws InterruptedException {
        receiving.stop();
        receiver.join();
    }

    private Thread thread(String name, Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        ledger.failed(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                name);
        thread.setDaemon(true);
        return thread;
    }

    @Override
    public void close() {
        sending.finish();
        receiving.stop();
        try {
            sender.join(PATIENCE_MILLIS);
            receiver.join(PATIENCE_MILLIS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        sending.close();
        // A consumer belongs to its thread.
        if (!receiver.isAlive()) {
            receiving.close();
        }
    }
}
