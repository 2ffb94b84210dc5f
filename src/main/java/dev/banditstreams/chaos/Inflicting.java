package dev.banditstreams.chaos;

import dev.banditstreams.chaos.ChaosReport.InFlight;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** Does what a fault says, up to the moment from which the processes are on their own. For one thread. */
final class Inflicting {

    static final int PAUSE_SECONDS = 15;
    static final int FREEZE_SECONDS = 20;

    /** The goal for a clean end. */
    private static final Duration EXIT_GOAL = Duration.ofSeconds(10);

    private static final Duration EXIT_LIMIT = Duration.ofMinutes(1);
    private static final long RESTART_WITHIN_MILLIS = 8_000;
    private static final long MOMENT_WITHIN_MILLIS = 1_000;
    private static final Duration READY_LIMIT = Duration.ofMinutes(2);

    /**
     * What was done.
     *
     * @param inFlight null: no kill
     * @param exitMillis the longest that an instance took to end; null: none was asked to
     */
    record Done(
            String what,
            @Nullable InFlight inFlight,
            @Nullable Long exitMillis) {
        Done(String what) {
            this(what, null, null);
        }
    }

    private final Deployment deployment;
    private final Backlog backlog;
    private final Random random;
    private final Runnable check;
    private final List<String> failures = new ArrayList<>();

    /** @param check throws where going on makes no sense */
    Inflicting(Deployment deployment, Backlog backlog, Random random, Runnable check) {
        this.deployment = deployment;
        this.backlog = backlog;
        this.random = random;
        this.check = check;
    }

    List<String> failures() {
        return failures;
    }

    Done inflict(Fault fault) throws InterruptedException {
        Instance instance =
                deployment.instances().get(random.nextInt(deployment.instances().size()));
        pause(random.nextLong(MOMENT_WITHIN_MILLIS));
        return switch (fault) {
            case KILL -> kill(instance);
            case ROLL -> roll();
            case PAUSE -> {
                instance.stop();
                try {
                    pause(TimeUnit.SECONDS.toMillis(PAUSE_SECONDS));
                } finally {
                    instance.resume();
                }
                yield new Done(instance.name() + " stopped for " + PAUSE_SECONDS + " s");
            }
            case BROKER_RESTART -> {
                deployment.broker().restart();
                yield new Done("broker restarted");
            }
            case BROKER_FREEZE -> {
                deployment.broker().freeze();
                try {
                    pause(TimeUnit.SECONDS.toMillis(FREEZE_SECONDS));
                } finally {
                    deployment.broker().thaw();
                }
                yield new Done("broker frozen for " + FREEZE_SECONDS + " s");
            }
            case STATE_DELETED -> {
                long millis = end(instance);
                instance.deleteState();
                instance.start();
                yield new Done(instance.name() + " lost its state directory", null, millis);
            }
        };
    }

    private Done kill(Instance instance) throws InterruptedException {
        instance.kill();
        InFlight inFlight = new InFlight(backlog.requests(), backlog.rewards());
        long wait = random.nextLong(RESTART_WITHIN_MILLIS);
        pause(wait);
        instance.start();
        return new Done(
                String.format(Locale.ROOT, "kill -9 of %s, started again after %.1f s", instance.name(), wait / 1e3),
                inFlight,
                null);
    }

    private Done roll() throws InterruptedException {
        long longest = 0;
        for (Instance instance : deployment.instances()) {
            longest = Math.max(longest, end(instance));
            instance.start();
            long begin = System.nanoTime();
            while (!instance.ready() && System.nanoTime() - begin < READY_LIMIT.toNanos()) {
                pause(200);
            }
        }
        return new Done("roll of all instances", null, longest);
    }

    /** SIGTERM, and what comes of it. */
    long end(Instance instance) throws InterruptedException {
        long begin = System.nanoTime();
        instance.terminate();
        OptionalInt code = instance.exitCodeWithin(EXIT_LIMIT);
        long millis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - begin);
        if (code.isEmpty()) {
            failures.add(instance.name() + " did not end within " + EXIT_LIMIT.toSeconds() + " s of SIGTERM");
            instance.kill();
        } else if (code.getAsInt() != 0) {
            failures.add(instance.name() + " ended with " + code.getAsInt() + " on SIGTERM:\n" + instance.lastWords());
        }
        return millis;
    }

    /** Whether a clean end took no longer than it should. */
    static boolean inTime(long exitMillis) {
        return exitMillis <= EXIT_GOAL.toMillis();
    }

    void pause(long millis) throws InterruptedException {
        check.run();
        var unused = new CountDownLatch(1).await(millis, TimeUnit.MILLISECONDS);
        check.run();
    }
}
