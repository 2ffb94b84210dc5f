package dev.banditstreams.topology;

import static org.assertj.core.api.Assertions.assertThat;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

class CommitPacingTest {

    private static final long START = 1_700_000_000_000L;
    private static final long LOOK = CommitPacing.LOOK.toMillis();

    private final MockProcessorContext<Object, Object> context = new MockProcessorContext<>();
    private final MockProcessorContext<Object, Object> sibling = new MockProcessorContext<>();
    private final CommitPacing.Paces paces = new CommitPacing.Paces();
    private final CommitPacing pacing = new CommitPacing(context, paces);
    private final CommitPacing pacingOfSibling = new CommitPacing(sibling, paces);

    @Test
    void shouldCommitSoonWhatWasAnsweredAtOnce() {
        pacing.answered(START, START + 1);

        assertThat(firstCommit(START + 1)).isEqualTo(START + 1 + CommitPacing.SOONEST.toMillis());
    }

    @Test
    void shouldLetAnswersWaitAsLongAsTheirRequestsDid() {
        pacing.answered(START, START + 80);

        assertThat(firstCommit(START + 80)).isEqualTo(START + 160);
    }

    @Test
    void shouldNotTakeAClockThatIsBehindForHaste() {
        pacing.answered(START + 1_000, START);

        assertThat(firstCommit(START)).isEqualTo(START + CommitPacing.SOONEST.toMillis());
    }

    @Test
    void shouldLetManyAnswersWaitForEachOther() {
        for (int i = 0; i < 30; i++) {
            pacing.answered(START, START);
        }
        assertThat(firstCommit(START)).isEqualTo(START + 30);
        for (int i = 0; i < 1_000; i++) {
            pacing.answered(START + 100, START + 100);
        }
        assertThat(firstCommit(START + 100)).isEqualTo(START + 100 + CommitPacing.BUSY.toMillis());
    }

    /** A commit is of all tasks of a thread. */
    @Test
    void shouldCommitOnceForTheTasksOfAThread() {
        pacing.answered(START, START);
        pacingOfSibling.answered(START, START + 1);
        long committed = firstCommit(START);

        look(sibling, committed);
        assertThat(sibling.committed()).isFalse();
    }

    @Test
    void shouldStopLookingWhereNothingIsAnswered() {
        pacing.answered(START, START);
        long now = firstCommit(START);
        look(context, now += LOOK);
        look(context, now += LOOK);
        assertThat(punctuator(context).cancelled()).isTrue();
        assertThat(context.committed()).isFalse();

        pacing.answered(now, now);
        assertThat(context.scheduledPunctuators()).hasSize(2);
        assertThat(firstCommit(now)).isEqualTo(now + CommitPacing.SOONEST.toMillis());
    }

    /** Looks until it commits, and forgets that it did. */
    private long firstCommit(long from) {
        for (long now = from; now < from + 10_000; now += LOOK) {
            look(context, now);
            if (context.committed()) {
                context.resetCommit();
                return now;
            }
        }
        throw new AssertionError("no commit");
    }

    private static void look(MockProcessorContext<Object, Object> context, long now) {
        punctuator(context).getPunctuator().punctuate(now);
    }

    private static CapturedPunctuator punctuator(MockProcessorContext<Object, Object> context) {
        return context.scheduledPunctuators().get(context.scheduledPunctuators().size() - 1);
    }
}
