package dev.banditstreams.cli;

import dev.banditstreams.codec.Codec;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.codec.Decoded;
import dev.banditstreams.config.Settings;
import dev.banditstreams.model.DeadLetter;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.ScoringRequest;
import dev.banditstreams.model.SourcePosition;
import dev.banditstreams.model.Topic;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

@Command(
        name = "ask",
        description = "Publishes one scoring request, waits for its recommendation and prints it as JSON.")
final class AskCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--user", required = true, paramLabel = "ID", description = "Whom to recommend to.")
    private String user;

    @ArgGroup(multiplicity = "1")
    private Candidates candidates;

    @Option(
            names = "--k",
            paramLabel = "N",
            defaultValue = "10",
            description = "Items to return. Default: ${DEFAULT-VALUE}.")
    private int k;

    @Option(
            names = "--placement",
            defaultValue = "default",
            description = "Where they are shown. Default: ${DEFAULT-VALUE}.")
    private String placement;

    @Option(names = "--request-id", paramLabel = "ID", description = "Default: a random one.")
    private String requestId = UUID.randomUUID().toString();

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "30",
            description = "How long to wait for the answer. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Mixin
    private Connection connection;

    private static final class Candidates {
        @Option(names = "--items", split = ",", paramLabel = "ID,...", description = "Items to rank.")
        private @Nullable List<String> items;

        @Option(names = "--set", paramLabel = "ID", description = "Candidate set to rank.")
        private @Nullable String set;
    }

    /** What came of the request. */
    private sealed interface Answer {
        record Recommended(Recommendation recommendation) implements Answer {}

        record Refused(DeadLetter deadLetter) implements Answer {}
    }

    @Override
    public Integer call() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout is " + timeoutSeconds + ", expected at least 1 second");
        }
        Settings settings = connection.settings();
        try (Codecs codecs = new Codecs(settings.confluent());
                ServiceClient client = new ServiceClient(settings, Duration.ofSeconds(timeoutSeconds))) {
            client.listen(Topic.RECOMMENDATIONS, Topic.DEAD_LETTERS);
            byte[] request =
                    codecs.scoringRequests(client.topic(Topic.SCORING_REQUESTS)).encode(request());
            SourcePosition position = client.publish(Topic.SCORING_REQUESTS, user, request);
            Answer answer = client.await(new Answers(codecs, client, position)::read)
                    .orElseThrow(() -> noAnswer(client.topic(Topic.SCORING_REQUESTS)));
            if (answer instanceof Answer.Recommended recommended) {
                spec.commandLine().getOut().println(Json.pretty(recommended.recommendation));
                return CommandLine.ExitCode.OK;
            }
            DeadLetter refused = ((Answer.Refused) answer).deadLetter;
            throw new CommandFailure(
                    "the request became a dead letter: " + refused.reason() + ", " + refused.message());
        }
    }

    private ScoringRequest request() {
        return new ScoringRequest(
                requestId,
                user,
                placement,
                candidates.items == null ? List.of() : candidates.items,
                candidates.set,
                k,
                List.of(),
                null,
                InstantSource.system().millis(),
                Map.of());
    }

    private CommandFailure noAnswer(String topic) {
        return new CommandFailure("request " + requestId + " is in topic " + topic + " but was not answered within "
                + timeoutSeconds + " s; is the service running (./bandit run), ready (/health/ready says why not), and"
                + " does it use these brokers and this --topic-prefix?");
    }

    /** Knows the answer by the position of the request that it names. */
    private static final class Answers {

        private final String deadLetters;
        private final SourcePosition request;
        private final Codec<Recommendation> recommendationCodec;
        private final Codec<DeadLetter> deadLetterCodec;

        Answers(Codecs codecs, ServiceClient client, SourcePosition request) {
            this.request = request;
            deadLetters = client.topic(Topic.DEAD_LETTERS);
            recommendationCodec = codecs.recommendations(client.topic(Topic.RECOMMENDATIONS));
            deadLetterCodec = codecs.deadLetters(deadLetters);
        }

        Optional<Answer> read(ConsumerRecord<byte[], byte[]> record) {
            if (record.topic().equals(deadLetters)) {
                return decoded(deadLetterCodec, record)
                        .filter(letter -> letter.source().equals(request))
                        .map(Answer.Refused::new);
            }
            return decoded(recommendationCodec, record)
                    .filter(recommendation -> recommendation.source().equals(request))
                    .map(Answer.Recommended::new);
        }

        private static <T> Optional<T> decoded(Codec<T> codec, ConsumerRecord<byte[], byte[]> record) {
            return codec.decode(record.value()) instanceof Decoded.Value<T> value
                    ? Optional.of(value.value())
                    : Optional.empty();
        }
    }
}
