package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class TimerThreadTest {

    @Test
    void shouldLogAnActionThatThrowsAndGoOn() throws InterruptedException {
        Logger logger = (Logger) LoggerFactory.getLogger(TimerThread.class);
        ListAppender<ILoggingEvent> log = new ListAppender<>();
        log.start();
        logger.addAppender(log);
        try (TimerThread timers = new TimerThread("test-timers")) {
            CountDownLatch ran = new CountDownLatch(2);
            timers.after(Duration.ofMillis(-5), () -> {
                ran.countDown();
                throw new StackOverflowError();
            });
            timers.after(Duration.ofMillis(1), ran::countDown);

            assertThat(ran.await(30, TimeUnit.SECONDS)).isTrue();
            assertThat(log.list).hasSize(1);
        } finally {
            logger.detachAppender(log);
        }
    }

    @Test
    void shouldNotKeepWhatIsTakenBack() {
        try (TimerThread timers = new TimerThread("test-timers")) {
            for (int n = 0; n < 1_000; n++) {
                timers.after(Duration.ofHours(1), () -> {}).cancel();
            }

            assertThat(timers.pending()).isZero();
        }
    }

    @Test
    void shouldTakeNothingOnceItIsClosed() {
        TimerThread timers = new TimerThread("test-timers");
        timers.after(Duration.ofHours(1), () -> {});
        timers.close();
        timers.after(Duration.ZERO, () -> {}).cancel();

        assertThat(timers.pending()).isZero();
    }
}
