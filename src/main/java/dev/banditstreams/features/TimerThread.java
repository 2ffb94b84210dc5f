package dev.banditstreams.features;

import java.time.Duration;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Timers by the system's clock, on one daemon thread. An action that throws is logged.
 *
 * <p>Close it after everything that counts on its actions: what was still to come never runs, nor what is added later.
 */
public final class TimerThread implements Timers, AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TimerThread.class);

    private final ScheduledThreadPoolExecutor executor;

    public TimerThread(String name) {
        executor = new ScheduledThreadPoolExecutor(
                1,
                action -> {
                    Thread thread = new Thread(action, name);
                    thread.setDaemon(true);
                    return thread;
                },
                new ThreadPoolExecutor.DiscardPolicy());
        // Nearly every action is a timeout that is taken back: it must not stay until its time.
        executor.setRemoveOnCancelPolicy(true);
        executor.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long nanos() {
        return System.nanoTime();
    }

    @Override
    public Timer after(Duration delay, Runnable action) {
        ScheduledFuture<?> task =
                executor.schedule(() -> run(action), Math.max(0, delay.toNanos()), TimeUnit.NANOSECONDS);
        return () -> task.cancel(false);
    }

    /** Actions that are still to come. */
    int pending() {
        return executor.getQueue().size();
    }

    @Override
    public void close() {
        executor.shutdownNow();
    }

    private static void run(Runnable action) {
        try {
            action.run();
        } catch (RuntimeException | Error e) {
            LOG.error("A timer's action failed", e);
        }
    }
}
