package dev.banditstreams.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.model.ScoringRequest;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class VisitsTest {

    private final World world = new World(-7, new World.Size(100, 4, 50, 10));
    private final Visits visits = new Visits(world, 5_000, 20, 3, 0);

    @Test
    void shouldFollowFromSeedAndNumberAlone() {
        World sameWorld = new World(-7, new World.Size(100, 4, 50, 10));
        Visits same = new Visits(sameWorld, 5_000, 20, 3, 0);

        for (int visit = 0; visit < 100; visit++) {
            assertThat(same.request(visit, 1)).isEqualTo(visits.request(visit, 1));
        }
        assertThat(visits.request(1, 1).candidates())
                .isNotEqualTo(visits.request(2, 1).candidates());
    }

    @Test
    void shouldNameDistinctCandidatesOfTheWorld() {
        ScoringRequest request = visits.request(11, 1);

        assertThat(request.candidates().texts())
                .hasSize(20)
                .doesNotHaveDuplicates()
                .isSubsetOf(world.itemIds())
                .isEqualTo(IntStream.of(visits.candidates(11))
                        .mapToObj(world.itemIds()::get)
                        .toList());
        assertThat(request.userId()).isEqualTo(world.userId(visits.user(11)));
        assertThat(request.k()).isEqualTo(3);
    }

    @Test
    void shouldNameAllItemsWhereAllAreCandidates() {
        assertThat(new Visits(world, 5_000, 50, 3, 0).request(0, 1).candidates().texts())
                .isEqualTo(world.itemIds());
    }

    @Test
    void shouldReachEveryItemAndUser() {
        assertThat(IntStream.range(0, 1000)
                        .flatMap(visit -> IntStream.of(visits.candidates(visit)))
                        .distinct())
                .hasSize(50);
        assertThat(IntStream.range(0, 2000).map(visits::user).distinct()).hasSize(100);
    }

    /** The seed is fixed; over seeds a right program fails this less than once in a million. */
    @Test
    void shouldSendNewcomersOnceEach() {
        Visits some = new Visits(world, 5_000, 20, 3, 0.2);

        int[] newcomers = IntStream.range(0, 5_000).filter(some::isNewcomer).toArray();

        // Five standard deviations of a binomial count.
        assertThat(newcomers.length).isBetween(1_000 - 141, 1_000 + 141);
        assertThat(IntStream.of(newcomers).map(some::user))
                .doesNotHaveDuplicates()
                .allMatch(user -> user >= 100);
        assertThat(IntStream.range(0, 5_000).filter(visit -> !some.isNewcomer(visit)))
                .allMatch(visit -> some.user(visit) == visits.user(visit));
        assertThat(IntStream.range(0, 5_000)).noneMatch(visits::isNewcomer);
        assertThat(IntStream.range(0, 5_000)).allMatch(new Visits(world, 5_000, 20, 3, 1)::isNewcomer);
    }

    @Test
    void shouldFindTheVisitOfARequestId() {
        assertThat(visits.visit(visits.requestId(123))).isEqualTo(123);
        assertThat(visits.visit(visits.requestId(4_999))).isEqualTo(4_999);
        assertThat(visits.visit(visits.requestId(5_000))).isEqualTo(-1);
        assertThat(visits.visit("8-123")).isEqualTo(-1);
        assertThat(visits.visit("-7-")).isEqualTo(-1);
        assertThat(visits.visit("-7-x")).isEqualTo(-1);
        assertThat(visits.visit("")).isEqualTo(-1);
    }
}
