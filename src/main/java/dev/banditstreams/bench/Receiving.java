package dev.banditstreams.bench;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.FeatureOrigin;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.TopicPartition;
import org.jspecify.annotations.Nullable;

/** Reads answers, in a thread of its own, and matches them to their requests. */
final class Receiving implements AutoCloseable {

    private static final Duration POLL = Duration.ofMillis(100);

    /** Where nobody looks at latency the broker need not be asked for every commit. */
    private static final int SATURATION_FETCH_BYTES = 256 << 10;

    /** One answer in so many is decoded and looked into. */
    private static final int LOOK_INTO = 1_024;

    private final LoadPlan plan;
    private final String answersTopic;
    private final String deadLettersTopic;
    private final InFlight inFlight;
    private final Rewarding rewarding;
    private final NewUsers users;
    private final Codec<Recommendation> answers;
    private final Codec<DeadLetter> deadLetterCodec;
    private final KafkaConsumer<Boolean, Answer> consumer;
    private final Matching matching = new Matching();
    private final Thread thread = new Thread(this::run, "answers");
    private final CountDownLatch finishing = new CountDownLatch(1);
    private long bytes;
    private long wrong;
    private long deadLetters;
    private @Nullable String deadLetter;
    private volatile @Nullable Arrivals arrivals;
    private volatile @Nullable RuntimeException failure;

    Receiving(LoadPlan plan, InFlight inFlight, Rewarding rewarding, NewUsers users, Codecs codecs) {
        this.plan = plan;
        this.inFlight = inFlight;
        this.rewarding = rewarding;
        this.users = users;
        answersTopic = Topic.RECOMMENDATIONS.withPrefix(plan.topicPrefix());
        deadLettersTopic = Topic.DEAD_LETTERS.withPrefix(plan.topicPrefix());
        answers = codecs.recommendations(answersTopic);
        deadLetterCodec = codecs.deadLetters(deadLettersTopic);
        consumer = Clients.consumer(
                plan.endpoints(),
                plan.options().rate() == null ? SATURATION_FETCH_BYTES : 1,
                new Answer.NoKey(),
                new Answer.Reader(
                        new RequestIds(plan.phase()),
                        answersTopic,
                        number -> number % LOOK_INTO == 0 || rewarding.wants(number)));
        thread.setDaemon(true);
    }

    /** Returns when it is at the end of the topics. */
    void start() {
        Clients.assignAtEnd(consumer, answersTopic, deadLettersTopic);
        thread.start();
    }

    /** From now on. */
    void record(Arrivals arrivals) {
        this.arrivals = arrivals;
    }

    /** @throws RuntimeException if it has ended with a failure */
    void check() {
        RuntimeException failed = failure;
        if (failed != null) {
            throw failed;
        }
    }

    /** Reads up to what is there now, then ends; waits for it. The figures are to be read after that. */
    void finish() throws InterruptedException {
        finishing.countDown();
        thread.join();
        check();
    }

    Matching matching() {
        return matching;
    }

    int meanBytes() {
        return (int) (bytes / Math.max(1, matching.answers() + matching.duplicates()));
    }

    long wrong() {
        return wrong;
    }

    long deadLetters() {
        return deadLetters;
    }

    @Nullable
    String deadLetter() {
        return deadLetter;
    }

    @Override
    public void close() {
        finishing.countDown();
        consumer.wakeup();
    }

    private void run() {
        try (consumer) {
            while (finishing.getCount() > 0) {
                accept(consumer.poll(POLL));
            }
            Map<TopicPartition, Long> ends = consumer.endOffsets(consumer.assignment());
            while (!ends.entrySet().stream().allMatch(end -> consumer.position(end.getKey()) >= end.getValue())) {
                accept(consumer.poll(POLL));
            }
        } catch (RuntimeException e) {
            failure = e;
        }
    }

    private void accept(ConsumerRecords<Boolean, Answer> records) {
        if (records.isEmpty()) {
            return;
        }
        long now = System.nanoTime();
        Arrivals recording = arrivals;
        long before = matching.answers();
        for (ConsumerRecord<Boolean, Answer> record : records) {
            if (record.topic().equals(answersTopic)) {
                answered(record, now, recording);
            } else {
                refused(record);
            }
        }
        inFlight.answered(matching.answers() - before);
    }

    private void answered(ConsumerRecord<Boolean, Answer> record, long now, @Nullable Arrivals recording) {
        Answer answer = record.value();
        // The ceiling's answers are all the same: that there are as many as requests is all that can be told.
        long number = plan.ceiling() ? matching.answers() : answer.number();
        bytes += record.serializedValueSize();
        matching.answered(number, inFlight.sent());
        if (recording != null) {
            recording.received(number, now);
        }
        byte[] whole = answer.bytes();
        if (whole != null && !plan.ceiling()) {
            lookInto(number, whole);
        }
    }

    private void lookInto(long number, byte[] whole) {
        if (!(answers.decode(whole) instanceof Decoded.Value<Recommendation> decoded)
                || !asAsked(number, decoded.value())) {
            wrong++;
            return;
        }
        if (rewarding.wants(number)) {
            rewarding.reward(number, decoded.value());
        }
    }

    private boolean asAsked(long number, Recommendation answer) {
        BenchOptions options = plan.options();
        return answer.userId().equals(users.userId(number))
                && answer.candidateCount() == options.candidates()
                && answer.items().size() == options.k()
                && answer.items().stream().allMatch(item -> item.featureSource() == FeatureOrigin.STORE);
    }

    private void refused(ConsumerRecord<Boolean, Answer> record) {
        deadLetters++;
        byte[] whole = record.value().bytes();
        if (deadLetter == null && whole != null) {
            deadLetter = deadLetterCodec.decode(whole) instanceof Decoded.Value<DeadLetter> decoded
                    ? decoded.value().reason() + ": " + decoded.value().message()
                    : "a dead letter that can't be read";
        }
    }
}
