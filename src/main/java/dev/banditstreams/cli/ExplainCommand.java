package dev.banditstreams.cli;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import dev.banditstreams.cli.NewestFirst.Found;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Settings;
import dev.banditstreams.evaluation.Explanation;
import dev.banditstreams.evaluation.Explanation.Asked;
import dev.banditstreams.model.Recommendation;
import dev.banditstreams.model.SourcePosition;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** {@code ./bandit explain}. */
@Command(
        name = "explain",
        description = {
            "Finds the recommendation of a request, recomputes its draws bit for bit, and says why each item stands where"
                    + " it stands; where the request was audited, also why others are not there.",
            "",
            "Looks in the topics from their ends backwards: what is recent is found at once. --user and --since make the"
                    + " search for anything else shorter."
        },
        footer = {"", "Exit code 1 if anything is not what it has to be; the explanation is printed all the same."})
final class ExplainCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Parameters(paramLabel = "REQUEST-ID", description = "The request.")
    private String requestId;

    @Option(names = "--user", paramLabel = "ID", description = "Whose it is: look in this user's partition only.")
    private @Nullable String user;

    @Option(
            names = "--since",
            paramLabel = "TIME",
            converter = Milliseconds.class,
            description = "Don't look further back, e.g. 30m, 24h or 7d. Default: to the beginning.")
    private @Nullable Long sinceMillis;

    @Option(
            names = "--all",
            description = "Explain each answer of a request that was sent more than once; looks through everything.")
    private boolean all;

    @Option(
            names = "--item",
            split = ",",
            paramLabel = "ID,...",
            description = "Say where these items stood, too, if the request was audited.")
    private Set<String> items = Set.of();

    @Option(
            names = "--left-out",
            paramLabel = "N",
            defaultValue = "5",
            description = "The best items that got no place to show, if the request was audited. Default:"
                    + " ${DEFAULT-VALUE}.")
    private int leftOut;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up when nothing could be read for so long. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(
            names = "--json",
            description = "Print one JSON object, on a line, for each answer; progress goes to stderr.")
    private boolean json;

    @Mixin
    private Connection connection;

    /**
     * As printed.
     *
     * @param answer the recommendation's record
     */
    record Explained(SourcePosition answer, @JsonUnwrapped Explanation explanation) {}

    @Override
    public Integer call() {
        if (requestId.isBlank()) {
            throw new ParameterException(spec.commandLine(), "the request id is blank");
        }
        if (timeoutSeconds < 1 || leftOut < 0) {
            throw new ParameterException(
                    spec.commandLine(), "--timeout has to be at least 1, and --left-out at least 0");
        }
        Settings settings = connection.reachable(Duration.ofSeconds(timeoutSeconds));
        PrintWriter err = spec.commandLine().getErr();
        try (Codecs codecs = new Codecs(settings.confluent());
                NewestFirst topics = new NewestFirst(
                        settings, Duration.ofSeconds(timeoutSeconds), line -> err.println("explain: " + line))) {
            RequestTrail trail = new RequestTrail(settings, codecs, topics, requestId, user, since());
            List<Found<Recommendation>> answers = trail.answers(all);
            if (answers.isEmpty()) {
                throw new CommandFailure(trail.whyUnanswered());
            }
            return show(answers);
        }
    }

    private OptionalLong since() {
        return sinceMillis == null
                ? OptionalLong.empty()
                : OptionalLong.of(InstantSource.system().millis() - sinceMillis);
    }

    /**
     * What is found of a request without {@code --all} may be a part of its answers: the first of them is explained.
     */
    private int show(List<Found<Recommendation>> answers) {
        PrintWriter out = spec.commandLine().getOut();
        if (!all && answers.size() > 1) {
            spec.commandLine()
                    .getErr()
                    .println("explain: the request was sent more than once, this is the first of " + answers.size()
                            + " answers; --all explains each");
        }
        long differences = 0;
        for (Found<Recommendation> answer : all ? answers : answers.subList(0, 1)) {
            Explanation explanation = Explanation.of(answer.value(), new Asked(leftOut, items));
            differences += explanation.recomputation().differences().size();
            if (json) {
                out.println(Json.line(new Explained(answer.at(), explanation)));
            } else {
                ExplanationText.lines(answer.at(), explanation).forEach(out::println);
            }
        }
        out.flush();
        if (differences > 0) {
            throw new CommandFailure(
                    differences + (differences == 1 ? " thing differs" : " things differ") + ": see above");
        }
        return CommandLine.ExitCode.OK;
    }
}
