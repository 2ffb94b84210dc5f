package dev.banditstreams.demo;

/** Waits for threads that were told to end. */
final class Threads {

    private Threads() {}

    /** Returns when the thread has ended, or when the caller is interrupted: its interrupt flag is set then. */
    static void await(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
