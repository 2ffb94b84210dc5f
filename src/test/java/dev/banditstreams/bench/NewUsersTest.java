package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Set;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class NewUsersTest {

    private final NewUsers users = new NewUsers(0.1);

    @Test
    void shouldNeverComeTwice() {
        NewUsers always = new NewUsers(1);
        always.come(true);
        always.decide(0);
        Set<String> ids = new HashSet<>();
        LongStream.concat(LongStream.range(0, 200_000), LongStream.of(768_369_471L))
                .mapToObj(always::userId)
                .forEach(ids::add);

        assertThat(ids)
                .hasSize(200_001)
                .allMatch(id -> id.matches("user-[A-Za-z][A-Za-z0-9]{4}"))
                .contains("user-AAAAA", "user-z9999");
        assertThatThrownBy(() -> always.userId(768_369_472L)).isInstanceOf(BenchException.class);
    }

    @Test
    void shouldOnlyComeWhenTheyAreToCome() {
        decide(0, 1_000);
        users.come(true);
        decide(1_000, 11_000);
        users.come(false);
        decide(11_000, 12_000);
        users.come(true);
        decide(12_000, 13_000);

        assertThat(isNew(0, 1_000)).isZero();
        // Binomial with 1,000 and a standard deviation of 30.
        assertThat(isNew(1_000, 11_000)).isBetween(850L, 1_150L);
        assertThat(isNew(11_000, 12_000)).isZero();
        assertThat(isNew(12_000, 13_000)).isPositive();
        assertThat(users.count()).isEqualTo(isNew(0, 13_000));
    }

    @Test
    void shouldLeaveTheOthersAsTheyWere() {
        users.come(true);
        decide(0, 1_000);

        assertThat(LongStream.range(0, 1_000).filter(number -> !users.isNew(number)))
                .hasSizeGreaterThan(500)
                .allMatch(number -> users.userId(number).equals(RequestIds.userId(RequestIds.user(number))));
    }

    @Test
    void shouldNotComeWithoutAShare() {
        NewUsers none = new NewUsers(0);
        none.come(true);
        LongStream.range(0, 1_000).forEach(none::decide);
        assertThat(none.count()).isZero();
    }

    private void decide(long from, long to) {
        LongStream.range(from, to).forEach(users::decide);
    }

    private long isNew(long from, long to) {
        return LongStream.range(from, to).filter(users::isNew).count();
    }
}
