package dev.banditstreams.chaos;

import dev.banditstreams.chaos.ChaosReport.Verdict;
import dev.banditstreams.chaos.Inflicting.Done;
import dev.banditstreams.check.CheckReport;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/** Loads a deployment, inflicts faults on it, and judges what came of them. For one thread. */
public final class Chaos {

    private static final long FIRST_ANSWERS_MILLIS = 120_000;
    private static final long RECOVERY_MILLIS = 120_000;
    private static final long STEADY_MILLIS = 3_000;
    private static final long STEADY_MORE_MILLIS = 3_000;
    private static final long LOOK_MILLIS = 100;
    private static final long LAST_ANSWERS_MILLIS = 1_000;

    private final ChaosPlan plan;
    private final Deployment deployment;
    private final InstantSource clock;
    private final Consumer<String> progress;
    private final Random random;
    private final List<Verdict> verdicts = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * @param plan without {@linkplain ChaosPlan#problems problems}
     * @param deployment its instances run, or are about to
     * @param progress takes lines for people
     */
    public Chaos(ChaosPlan plan, Deployment deployment, InstantSource clock, Consumer<String> progress) {
        this.plan = plan;
        this.deployment = deployment;
        this.clock = clock;
        this.progress = progress;
        random = new Random(plan.seed());
    }

    /**
     * Runs to the end; the instances have ended then.
     *
     * @throws ChaosException if there is nothing to judge: the load could not be kept up, or the topics can't be read
     */
    public ChaosReport run() throws InterruptedException {
        try (Load load = new Load(deployment, plan, new Visitors(plan.seed(), clock));
                Backlog backlog = new Backlog(deployment)) {
            Ledger ledger = load.ledger();
            Inflicting inflicting = new Inflicting(deployment, backlog, random, ledger::check);
            load.start();
            awaitFirstAnswers(load, inflicting);
            long begin = System.nanoTime();
            inflictAll(load, inflicting, begin);
            double seconds = (System.nanoTime() - begin) / 1e9;
            end(load, inflicting, backlog);
            failures.addAll(inflicting.failures());
            CheckReport checked = new Judging(deployment, clock, progress).check();
            return Reports.of(plan, seconds, ledger, verdicts, failures, checked);
        }
    }

    private void awaitFirstAnswers(Load load, Inflicting inflicting) throws InterruptedException {
        long begin = System.nanoTime();
        while (!allReady() || !load.gaps().allAnsweredSince(begin)) {
            for (Instance instance : deployment.instances()) {
                if (!instance.alive() || millisSince(begin) > FIRST_ANSWERS_MILLIS) {
                    throw new ChaosException("%s ended, or not every partition was answered within %d s:%n%s"
                            .formatted(instance.name(), FIRST_ANSWERS_MILLIS / 1000, instance.lastWords()));
                }
            }
            inflicting.pause(LOOK_MILLIS);
        }
        progress.accept("requests are answered; faults begin");
    }

    private void inflictAll(Load load, Inflicting inflicting, long begin) throws InterruptedException {
        FaultOrder order = new FaultOrder(random);
        Deque<Fault> given = new ArrayDeque<>(plan.faults());
        while (plan.faults().isEmpty()
                ? millisSince(begin) < TimeUnit.MINUTES.toMillis(plan.minutes())
                : !given.isEmpty()) {
            inflicting.pause(STEADY_MILLIS + random.nextLong(STEADY_MORE_MILLIS));
            Fault fault = plan.faults().isEmpty() ? order.next() : given.remove();
            Verdict verdict = inflict(fault, load, inflicting, begin);
            verdicts.add(verdict);
            progress.accept(ChaosText.line(verdicts.size(), verdict));
        }
    }

    private Verdict inflict(Fault fault, Load load, Inflicting inflicting, long begin) throws InterruptedException {
        Ledger ledger = load.ledger();
        long twiceBefore = ledger.twice();
        long replacedBefore = threadsReplaced();
        long from = System.nanoTime();
        load.gaps().begin();
        Done done = inflicting.inflict(fault);
        int before = ledger.sent();
        long over = System.nanoTime();
        boolean recovered = false;
        while (!recovered && millisSince(over) < RECOVERY_MILLIS) {
            inflicting.pause(LOOK_MILLIS);
            startAgain();
            recovered = allReady()
                    && load.gaps().allAnsweredSince(over)
                    && ledger.unwritten() < plan.rate()
                    && ledger.open(before) == 0;
        }
        Gaps.Gap gap = load.gaps().end(System.nanoTime());
        if (!recovered) {
            failures.add("not recovered %d s after: %s".formatted(RECOVERY_MILLIS / 1000, done.what()));
        }
        return new Verdict(
                fault.label(),
                Math.round((from - begin) / 1e8) / 10.0,
                done.what(),
                gap.partitionMillis(),
                gap.silenceMillis(),
                done.inFlight(),
                ledger.open(before),
                ledger.twice() - twiceBefore,
                threadsReplaced() - replacedBefore,
                done.exitMillis(),
                recovered ? (Long) millisSince(from) : null);
    }

    /** As a supervisor would; but here nobody may die of another's fault. */
    private void startAgain() {
        for (Instance instance : deployment.instances()) {
            if (!instance.alive()) {
                failures.add(instance.name() + " died by itself; the end of its log:\n" + instance.lastWords());
                progress.accept(instance.name() + " died by itself and is started again");
                instance.start();
            }
        }
    }

    private long threadsReplaced() {
        return deployment.instances().stream()
                .mapToLong(Instance::threadsReplaced)
                .sum();
    }

    private boolean allReady() throws InterruptedException {
        for (Instance instance : deployment.instances()) {
            if (!instance.ready()) {
                return false;
            }
        }
        return true;
    }

    /** Everything that was sent is read, and the instances end as they do in a roll. */
    private void end(Load load, Inflicting inflicting, Backlog backlog) throws InterruptedException {
        Ledger ledger = load.ledger();
        load.stopSending();
        long begin = System.nanoTime();
        boolean done = false;
        while (!done && millisSince(begin) < RECOVERY_MILLIS) {
            inflicting.pause(LOOK_MILLIS);
            done = ledger.unwritten() == 0 && ledger.open() == 0 && backlog.requests() == 0 && backlog.rewards() == 0;
        }
        if (!done) {
            failures.add("%d requests unanswered, %d requests and %d rewards unread, %d s after the last"
                    .formatted(ledger.open(), backlog.requests(), backlog.rewards(), RECOVERY_MILLIS / 1000));
        }
        for (Instance instance : deployment.instances()) {
            var unused = inflicting.end(instance);
        }
        inflicting.pause(LAST_ANSWERS_MILLIS);
        load.finish();
        progress.accept("the load has ended; checking the topics");
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }
}
