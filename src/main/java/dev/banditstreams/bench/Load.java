package dev.banditstreams.bench;

import dev.banditstreams.codec.Codecs;
import dev.banditstreams.model.Topic;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.jspecify.annotations.Nullable;

/** One process of load, from warm-up to the last answer. For one thread. */
final class Load implements AutoCloseable {

    /** As long as the pipe is full more of them only add latency. */
    private static final int MOST_IN_FLIGHT = 8_192;

    private static final int MOST_BYTES_IN_FLIGHT = 64 << 20;
    private static final int LEAST_IN_FLIGHT = 64;

    private static final int SETTLE_SECONDS = 5;
    private static final long PATIENCE_NANOS = TimeUnit.SECONDS.toNanos(30);

    private final LoadPlan plan;
    private final BenchOptions options;
    private final Consumer<String> progress;
    private final ServiceMetrics metrics;
    private final Codecs codecs;
    private final KafkaProducer<byte[], byte[]> producer;
    private final RequestTemplates templates;
    private final NewUsers users;
    private final InFlight inFlight;
    private final Rewarding rewarding;
    private final Sending sending;
    private final Receiving receiving;
    private final Applied applied;
    private final FlightRecordings recordings;
    private final Waiting waiting = new Waiting(this::check, PATIENCE_NANOS);
    private double foldedBefore;
    private @Nullable MissRun misses;

    Load(LoadPlan plan, InstantSource clock, Consumer<String> progress) {
        this.plan = plan;
        this.options = plan.options();
        this.progress = progress;
        metrics = new ServiceMetrics(plan.metricsPort());
        codecs = new Codecs(Map.of("schema.registry.url", plan.endpoints().registryUrl()));
        String requests = Topic.SCORING_REQUESTS.withPrefix(plan.topicPrefix());
        String rewards = Topic.REWARDS.withPrefix(plan.topicPrefix());
        users = new NewUsers(plan.store() == null ? 0 : options.misses().rate());
        templates = new RequestTemplates(
                options, new RequestIds(plan.phase()), users, codecs.scoringRequests(requests), clock.millis());
        inFlight = new InFlight(Math.max(
                LEAST_IN_FLIGHT, Math.min(MOST_IN_FLIGHT, MOST_BYTES_IN_FLIGHT / Math.max(1, templates.meanBytes()))));
        producer = Clients.producer(plan.endpoints(), options.rate() == null ? 5 : 1);
        rewarding = new Rewarding(
                producer,
                rewards,
                codecs.rewards(rewards),
                clock,
                plan.phase(),
                plan.ceiling() ? 0 : options.rewardRate());
        sending = new Sending(producer, requests, templates, users, inFlight);
        receiving = new Receiving(plan, inFlight, rewarding, users, codecs);
        applied = new Applied(plan, codecs);
        recordings = new FlightRecordings(plan);
    }

    LoadResult run() throws InterruptedException {
        awaitReady();
        receiving.start();
        foldedBefore = reading().folded();
        if (plan.store() != null) {
            misses = new MissRun(plan, plan.store(), metrics, inFlight, users, waiting);
        }
        WarmUp warmUp = new WarmUp(options.warmUpSeconds());
        CountDownLatch stop = new CountDownLatch(1);
        Thread sender = thread(() -> sending.saturate(stop));
        warm(warmUp);
        progress.accept("warmed up: " + warmUp.description());
        Measured measured;
        if (options.rate() == null) {
            measured = saturated();
            stop.countDown();
            sender.join();
        } else {
            stop.countDown();
            sender.join();
            awaitAnswers();
            measured = atRate(options.rate());
        }
        progress.accept("measured; waiting for what is still under way");
        awaitAnswers();
        long rewardsApplied = awaitRewards();
        receiving.finish();
        return result(measured, warmUp, rewardsApplied, misses == null ? null : misses.figures());
    }

    private void awaitReady() throws InterruptedException {
        if (waiting.reach(1, () -> metrics.ready() ? 1 : 0) < 1) {
            throw new BenchException("not ready within half a minute");
        }
    }

    private record Measured(
            Reading before, Reading after, @Nullable Latencies latencies) {}

    private void warm(WarmUp warmUp) throws InterruptedException {
        Reading last = reading();
        while (!warmUp.over()) {
            if (misses != null) {
                misses.warm(warmUp.seconds().size());
            }
            waiting.seconds(1);
            Reading now = reading();
            WarmUp.Second second = new WarmUp.Second(
                    now.secondsSince(last),
                    now.compilerMillis() - last.compilerMillis(),
                    now.answered() - last.answered());
            warmUp.add(second);
            if (warmUp.seconds().size() % WarmUp.LOOK_BACK == 0) {
                progress.accept(String.format(
                        Locale.ROOT,
                        "warming up, %.0f s: %.0f requests/s, compiler %.0f ms/s",
                        warmUp.elapsed(),
                        second.answered() / second.seconds(),
                        second.compilerMillis() / second.seconds()));
            }
            last = now;
        }
    }

    private Measured saturated() throws InterruptedException {
        recordings.begin();
        Reading before = reading();
        if (misses == null) {
            waiting.seconds(options.seconds());
        } else {
            misses.saturated();
        }
        Reading after = reading();
        recordings.write((int) Math.ceil(after.secondsSince(before)));
        return new Measured(before, after, null);
    }

    private Measured atRate(int rate) throws InterruptedException {
        recordings.begin();
        long first = inFlight.sent();
        Schedule schedule = new Schedule(System.nanoTime(), first, rate);
        long from = first + (long) rate * settleSeconds();
        SlicedLatencies sliced = misses == null ? null : misses.latencies(schedule, from);
        long to = sliced == null ? from + (long) rate * options.seconds() : sliced.end();
        Latencies latencies = sliced == null ? new Latencies(schedule, from, to) : sliced.all();
        receiving.record(sliced == null ? latencies : sliced);
        Thread sender = thread(() -> sending.keepRate(schedule, to, new CountDownLatch(1)));
        waiting.until(schedule.dueNanos(from));
        var unused = sending.takeLateMillis();
        Reading before = reading();
        if (misses != null && sliced != null) {
            misses.atRate(sliced, schedule);
        }
        waiting.until(schedule.dueNanos(to));
        Reading after = reading();
        recordings.write((int) Math.ceil(after.secondsSince(before)));
        sender.join();
        return new Measured(before, after, latencies);
    }

    private int settleSeconds() {
        return Math.min(SETTLE_SECONDS, options.warmUpSeconds());
    }

    private LoadResult result(
            Measured measured, WarmUp warmUp, long rewardsApplied, @Nullable MissFigures missFigures) {
        Reading before = measured.before();
        Reading after = measured.after();
        double requests = Math.max(1, after.answered() - before.answered());
        double seconds = after.secondsSince(before);
        Latencies latencies = measured.latencies();
        Matching matching = receiving.matching();
        long sent = inFlight.sent();
        return new LoadResult(
                requests / seconds,
                after.cpuMicrosPerRequestSince(before),
                (after.allocatedBytes() - before.allocatedBytes()) / requests,
                latencies == null ? null : latencies.millis(),
                sending.takeLateMillis(),
                (after.compilerMillis() - before.compilerMillis()) / seconds,
                after.othersShareSince(before),
                new Report.PeakRssMiB(
                        new ProcessUsage(plan.brokerPid()).peakRssMiB(),
                        new ProcessUsage(plan.servicePid()).peakRssMiB(),
                        new ProcessUsage(ProcessHandle.current().pid()).peakRssMiB()),
                sent,
                matching.answers(),
                sent - matching.answers(),
                matching.duplicates(),
                matching.foreign(),
                receiving.wrong(),
                receiving.deadLetters(),
                receiving.deadLetter(),
                rewarding.sent(),
                rewardsApplied,
                Math.max(0, Math.round(after.rewardsSent() - (after.folded() - foldedBefore))),
                templates.meanBytes(),
                receiving.meanBytes(),
                missFigures,
                warmUp.elapsed(),
                warmUp.description());
    }

    private void awaitAnswers() throws InterruptedException {
        waiting.reach(inFlight.sent(), inFlight::answered);
    }

    /** @return rewards that became outcomes and were added to their arms */
    private long awaitRewards() throws InterruptedException {
        long sent = rewarding.sent();
        if (sent == 0) {
            return 0;
        }
        long credited = waiting.reach(sent, applied::read);
        return Math.min(credited, waiting.reach(sent, () -> Math.round(reading().folded() - foldedBefore)));
    }

    private void check() {
        sending.check();
        receiving.check();
    }

    private Reading reading() throws InterruptedException {
        return Reading.now(plan, metrics, inFlight, rewarding.sent());
    }

    private interface Task {
        void run() throws InterruptedException;
    }

    private Thread thread(Task task) {
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } catch (RuntimeException e) {
                        sending.failed(e);
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "requests");
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    @Override
    public void close() {
        receiving.close();
        applied.close();
        sending.close();
        codecs.close();
    }
}
