package dev.banditstreams.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.demo.EmbeddedRegistry;
import dev.banditstreams.model.ScoringRequest;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What was patched in place is what a decoder sees. */
class RequestTemplatesTest {

    private static final RequestIds IDS = new RequestIds("a00007");
    private static final NewUsers NOBODY_NEW = new NewUsers(0);

    private final EmbeddedRegistry registry = EmbeddedRegistry.start(0);
    private final Codecs codecs = new Codecs(Map.of("schema.registry.url", registry.url()));
    private final Codec<ScoringRequest> codec = codecs.scoringRequests("scoring-requests");

    @AfterEach
    void close() {
        codecs.close();
        registry.close();
    }

    @Test
    void shouldSendNumberedRequestsOfSpreadUsersAndOtherCandidates() {
        BenchOptions options = Options.of(BenchOptions.Ids.STRING, 400, 10_000);
        RequestTemplates templates = new RequestTemplates(options, IDS, NOBODY_NEW, codec, 17);
        Set<List<String>> candidates = new HashSet<>();
        Set<String> users = new HashSet<>();

        for (long number : new long[] {0, 1, 9, 10, 12_345, 9_999_999_999L}) {
            byte[] key = templates.key(number);
            ScoringRequest request = decoded(templates.value(number));

            assertThat(request.requestId()).isEqualTo("a00007-%010d".formatted(number));
            assertThat(request.userId())
                    .isEqualTo(new String(key, StandardCharsets.UTF_8))
                    .isEqualTo("user-%05d".formatted(RequestIds.user(number)));
            assertThat(request.candidates().texts())
                    .hasSize(400)
                    .doesNotHaveDuplicates()
                    .allMatch(id -> id.startsWith("item-"));
            assertThat(request.candidateSet()).isNull();
            assertThat(request.k()).isEqualTo(20);
            assertThat(request.eventTime()).isEqualTo(17);
            candidates.add(request.candidates().texts());
            users.add(request.userId());
        }
        assertThat(candidates).hasSize(6);
        assertThat(users).hasSize(6);
    }

    @Test
    void shouldUseTemplatesAgainWithOtherIds() {
        RequestTemplates templates =
                new RequestTemplates(Options.of(BenchOptions.Ids.STRING, 3, 10), IDS, NOBODY_NEW, codec, 17);
        List<String> first = decoded(templates.value(0)).candidates().texts();
        for (int number = 1; number < templates.size(); number++) {
            templates.value(number);
        }

        ScoringRequest again = decoded(templates.value(templates.size()));

        assertThat(again.candidates().texts()).isEqualTo(first);
        assertThat(again.requestId()).isEqualTo("a00007-%010d".formatted(templates.size()));
    }

    @Test
    void shouldSendNewUsersInTheSameBytes() {
        NewUsers users = new NewUsers(0.5);
        RequestTemplates templates =
                new RequestTemplates(Options.of(BenchOptions.Ids.STRING, 3, 10), IDS, users, codec, 17);
        users.come(true);
        int fresh = 0;
        for (long number = 0; number < 3L * templates.size(); number++) {
            users.decide(number);
            String key = new String(templates.key(number), StandardCharsets.UTF_8);
            assertThat(decoded(templates.value(number)).userId())
                    .isEqualTo(key)
                    .isEqualTo(users.userId(number))
                    .matches(users.isNew(number) ? "user-[A-Za-z][A-Za-z0-9]{4}" : "user-[0-9]{5}");
            fresh += users.isNew(number) ? 1 : 0;
        }
        assertThat(fresh).isPositive();
        assertThat(users.count()).isEqualTo(fresh);
    }

    @Test
    void shouldNameEachSet() {
        RequestTemplates templates =
                new RequestTemplates(Options.of(BenchOptions.Ids.SET, 3, 10), IDS, NOBODY_NEW, codec, 17);
        Set<String> sets = new HashSet<>();
        for (int number = 0; number < Catalogue.SETS; number++) {
            ScoringRequest request = decoded(templates.value(number));
            assertThat(request.candidates().texts()).isEmpty();
            sets.add(String.valueOf(request.candidateSet()));
        }
        assertThat(sets).hasSize(Catalogue.SETS).contains("set-000", "set-099");
    }

    @Test
    void shouldKeepTemplatesOfLongRequestsWithinBounds() {
        RequestTemplates templates =
                new RequestTemplates(Options.of(BenchOptions.Ids.STRING, 10_000, 10_000), IDS, NOBODY_NEW, codec, 17);

        assertThat((long) templates.size() * templates.meanBytes()).isBetween(32L << 20, 33L << 20);
    }

    /** Requests and recommendations begin alike. */
    @Test
    void shouldReadTheNumberFromTheRecord() {
        RequestTemplates templates =
                new RequestTemplates(Options.of(BenchOptions.Ids.STRING, 3, 10), IDS, NOBODY_NEW, codec, 17);
        byte[] record = templates.value(1_234_567_890L);
        ByteBuffer inTheMiddle = ByteBuffer.allocate(record.length + 7);
        inTheMiddle.position(7);
        inTheMiddle.put(record).position(7);

        assertThat(IDS.number(ByteBuffer.wrap(record))).isEqualTo(1_234_567_890L);
        assertThat(IDS.number(inTheMiddle)).isEqualTo(1_234_567_890L);
        assertThat(inTheMiddle.position()).isEqualTo(7);
        assertThat(new RequestIds("b00007").number(ByteBuffer.wrap(record))).isEqualTo(-1);
        assertThat(IDS.number(ByteBuffer.wrap(record, 0, RequestIds.numberOffset() + 9)))
                .isEqualTo(-1);
        record[RequestIds.numberOffset()] = 'x';
        assertThat(IDS.number(ByteBuffer.wrap(record))).isEqualTo(-1);
    }

    private ScoringRequest decoded(byte[] value) {
        assertThat(codec.decode(value)).isInstanceOf(Decoded.Value.class);
        return ((Decoded.Value<ScoringRequest>) codec.decode(value)).value();
    }
}
