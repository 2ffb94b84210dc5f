package dev.banditstreams.vertex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.banditstreams.demo.StoreBehaviour;
import dev.banditstreams.demo.StoreFault;
import dev.banditstreams.features.FailureCode;
import dev.banditstreams.features.FeatureAnswer;
import dev.banditstreams.features.FeatureAnswer.Failed;
import dev.banditstreams.features.FeatureAnswer.Found;
import dev.banditstreams.features.FeatureRead;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the adapters do with connections, calls and threads. */
class ConnectionTest {

    @ParameterizedTest
    @EnumSource
    void shouldCancelItsCallsWhenNobodyWaits(VertexApi api) throws Exception {
        try (TestStore store = new TestStore();
                Vertex vertex = store.client(api)) {
            store.fake.behave(StoreBehaviour.of(StoreFault.HANG));
            FeatureRead read = vertex.read(TestStore.users(List.of(), "u1", "u2", "u3"));
            int calls = api == VertexApi.ONLINE_STORE ? 3 : 1;
            await().until(() -> store.fake.counters().inFlight() == calls);

            read.cancel();

            await().until(() -> store.fake.counters().cancelledCalls() == calls);
            assertThat(TestStore.answers(read).values())
                    .hasSize(3)
                    .allSatisfy(answer -> assertThat(code(answer)).isEqualTo(FailureCode.CANCELLED));
        }
    }

    /** Nor does gRPC: that is the policies' to decide. */
    @ParameterizedTest
    @EnumSource
    void shouldNotTryAgainByItself(VertexApi api) throws Exception {
        try (TestStore store = new TestStore();
                Vertex vertex = store.client(api)) {
            for (StoreFault fault : List.of(StoreFault.UNAVAILABLE, StoreFault.RESOURCE_EXHAUSTED, StoreFault.RESET)) {
                store.fake.behave(StoreBehaviour.of(fault));
                long before = store.fake.counters().calls();
                TestStore.answers(vertex, TestStore.users(List.of(), "u1"));
                assertThat(store.fake.counters().calls()).as("%s", fault).isEqualTo(before + 1);
            }
        }
    }

    /** gRPC itself would wait for minutes after an outage of minutes; here the store comes back on the same port. */
    @ParameterizedTest
    @EnumSource
    void shouldFindAStoreThatComesBack(VertexApi api) throws Exception {
        TestStore before = new TestStore();
        VertexOptions options = before.options(api);
        try (Vertex vertex = TestStore.open(options)) {
            before.close();
            assertThat(code(TestStore.answers(vertex, TestStore.users(List.of(), "u1"))
                            .get("u1")))
                    .isEqualTo(FailureCode.UNAVAILABLE);
            try (TestStore after = new TestStore(options.port())) {
                await().until(() -> TestStore.answers(vertex, TestStore.users(List.of(), "u1"))
                                .get("u1")
                        instanceof Found);
                assertThat(after.fake.counters().calls()).isPositive();
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldAnswerWhatIsUnderWayWhenItIsClosed(VertexApi api) throws Exception {
        try (TestStore store = new TestStore()) {
            Vertex vertex = store.client(api);
            store.fake.behave(StoreBehaviour.of(StoreFault.HANG));
            FeatureRead before = vertex.read(TestStore.users(List.of(), "u1", "u2"));
            await().until(() -> store.fake.counters().inFlight() > 0);

            vertex.close();

            FeatureRead after = vertex.read(TestStore.users(List.of(), "u3"));
            assertThat(TestStore.answers(before)).hasSize(2).allSatisfy((id, answer) -> code(answer));
            assertThat(TestStore.answers(after)).hasSize(1).allSatisfy((id, answer) -> code(answer));
        }
    }

    @ParameterizedTest
    @EnumSource
    void shouldHoldNoThreadForACall(VertexApi api) throws Exception {
        try (TestStore store = new TestStore();
                Vertex vertex = store.client(api)) {
            store.fake.behave(StoreBehaviour.of(StoreFault.HANG));
            FeatureRead[] reads = new FeatureRead[200];
            for (int i = 0; i < reads.length; i++) {
                reads[i] = vertex.read(TestStore.users(List.of(), "u1", "u2", "u3", "u4", "u5"));
            }
            long calls = reads.length * (api == VertexApi.ONLINE_STORE ? 5L : 1);
            await().until(() -> store.fake.counters().inFlight() == calls);

            Map<Boolean, Long> threads = Thread.getAllStackTraces().keySet().stream()
                    .map(Thread::getName)
                    .filter(name -> name.equals("bandit-vertex") || name.equals("fake-feature-store"))
                    .collect(java.util.stream.Collectors.partitioningBy(
                            "bandit-vertex"::equals, java.util.stream.Collectors.counting()));
            assertThat(threads.get(true)).isLessThanOrEqualTo(2);
            assertThat(threads.get(false)).isLessThanOrEqualTo(4);
            for (FeatureRead read : reads) {
                read.cancel();
            }
        }
    }

    private static FailureCode code(FeatureAnswer answer) {
        return ((Failed) answer).code();
    }
}
