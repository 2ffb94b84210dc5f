package dev.banditstreams.features;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class GuardedTest {

    private static final FeatureQuery QUERY = Calls.query(0, "a", "b");

    @Test
    void shouldFailWhatTheReadIsNotOf() {
        FeatureRead read = new Guarded(query -> FeatureRead.answered(List.of("a", "c"), Calls.FOUND)).read(QUERY);

        assertThat(read.answers()).hasSize(2).containsEntry("a", Calls.FOUND);
        assertThat(read.answer("b"))
                .isInstanceOfSatisfying(
                        FeatureAnswer.Failed.class,
                        failed -> assertThat(failed.code()).isEqualTo(FailureCode.UNANSWERED));
    }

    @Test
    @SuppressWarnings("NullAway") // what the port forbids
    void shouldFailWhatCantBeStarted() {
        FeatureSource throwing = query -> {
            throw new StackOverflowError();
        };

        assertThat(Calls.codes(new Guarded(throwing).read(QUERY))).containsExactly(FailureCode.INTERNAL);
        assertThat(Calls.codes(new Guarded(query -> null).read(QUERY))).containsExactly(FailureCode.INTERNAL);
    }

    @Test
    void shouldPassOnTheCancelling() {
        Calls store = new Calls();
        new Guarded(store).read(QUERY).cancel();

        assertThat(store.last().cancelled()).isTrue();
    }
}
