package dev.banditstreams.cli;

import dev.banditstreams.check.CheckException;
import dev.banditstreams.check.CheckOptions;
import dev.banditstreams.check.CheckOptions.Combining;
import dev.banditstreams.check.CheckOptions.OpenedBy;
import dev.banditstreams.check.CheckReport;
import dev.banditstreams.check.CheckReport.Verdict;
import dev.banditstreams.check.Checker;
import dev.banditstreams.check.HistoryCodecs;
import dev.banditstreams.check.KafkaHistory;
import dev.banditstreams.check.SelfTest;
import dev.banditstreams.codec.Codecs;
import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Settings;
import dev.banditstreams.runtime.ClientSettings;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.OptionalLong;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit check}. */
@Command(
        name = "check",
        description = {
            "Checks the guarantees of a deployment, running or stopped, from its topics alone: reads what was committed,"
                    + " recomputes draws, attribution and folds with code of its own, and compares.",
            "",
            "Needs the service's --config (or the same prefixes and learning settings): windows and reward values decide"
                    + " what is right."
        },
        footer = {"", "Exit code 1 if any guarantee is violated; the result is printed all the same."})
final class CheckCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--self-test",
            description = "Check histories that are broken on purpose instead, one for each way, and show that each is"
                    + " found by the guarantee that it breaks. Needs no broker.")
    private boolean selfTest;

    @Option(names = "--from-beginning", description = "Read from the first record that is there. The default.")
    private boolean fromBeginning;

    @Option(
            names = "--from",
            paramLabel = "TIME",
            description =
                    "Leave out what was written before, e.g. 2026-01-31T12:00:00Z, or milliseconds since the epoch."
                            + " What depends on older records is reported as unchecked.")
    private @Nullable String from;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            defaultValue = "60",
            description = "Give up when nothing could be read for so long. Default: ${DEFAULT-VALUE}.")
    private int timeoutSeconds;

    @Option(names = "--json", description = "Print the result as one JSON object; progress goes to stderr.")
    private boolean json;

    @Mixin
    private Connection connection;

    @Override
    public Integer call() {
        if (timeoutSeconds < 1) {
            throw new ParameterException(spec.commandLine(), "--timeout has to be at least 1");
        }
        if (fromBeginning && from != null) {
            throw new ParameterException(spec.commandLine(), "--from and --from-beginning exclude each other");
        }
        return selfTest ? testItself() : check(from());
    }

    private OptionalLong from() {
        if (from == null) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(
                    from.chars().allMatch(Character::isDigit)
                            ? Long.parseLong(from)
                            : Instant.parse(from).toEpochMilli());
        } catch (DateTimeParseException | NumberFormatException e) {
            throw new ParameterException(
                    spec.commandLine(), "--from is " + from + ", expected a time as in 2026-01-31T12:00:00Z", e);
        }
    }

    private int testItself() {
        SelfTest.Result result = SelfTest.run();
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(result));
        } else {
            result.cases()
                    .forEach(one -> out.printf(
                            "%s: %s, found broken: %s (breaks %d)%n",
                            one.caught() ? "caught" : "NOT CAUGHT",
                            one.broken(),
                            one.violated().isEmpty() ? "nothing" : one.violated(),
                            one.guarantee()));
            out.printf(
                    "%d histories broken, %d caught by exactly the guarantee they break; unbroken ones are %s%n",
                    result.broken(), result.caught(), result.wholeIsGreen() ? "green" : "NOT GREEN");
        }
        out.flush();
        if (!result.ok()) {
            throw new CommandFailure("the checker is not to be believed: see above");
        }
        return CommandLine.ExitCode.OK;
    }

    private int check(OptionalLong fromMillis) {
        Settings settings = connection.reachable(Duration.ofSeconds(timeoutSeconds));
        PrintWriter err = spec.commandLine().getErr();
        Consumer<String> progress = line -> {
            err.println("check: " + line);
            err.flush();
        };
        String topicPrefix = settings.get(Keys.TOPIC_PREFIX);
        KafkaHistory.Source source = new KafkaHistory.Source(
                ClientSettings.consumer(settings),
                topicPrefix,
                settings.get(Keys.APPLICATION_PREFIX),
                fromMillis,
                Duration.ofSeconds(timeoutSeconds));
        try (Codecs codecs = new Codecs(settings.confluent());
                KafkaHistory history = new KafkaHistory(source, progress)) {
            return show(Checker.check(
                    history,
                    HistoryCodecs.of(codecs, topicPrefix),
                    options(settings),
                    InstantSource.system().millis(),
                    progress));
        } catch (CheckException e) {
            throw new CommandFailure(String.valueOf(e.getMessage()), e);
        }
    }

    private static CheckOptions options(Settings settings) {
        CheckOptions defaults = CheckOptions.defaults();
        return new CheckOptions(
                settings.get(Keys.ATTRIBUTION_WINDOW_MS),
                settings.get(Keys.ATTRIBUTION_GRACE_MS),
                OpenedBy.valueOf(settings.get(Keys.TRIAL_OPENED_BY).toUpperCase(Locale.ROOT)),
                settings.get(Keys.DEFAULT_REWARD),
                Combining.valueOf(settings.get(Keys.REWARD_COMBINING).toUpperCase(Locale.ROOT)),
                settings.get(Keys.REWARD_VALUES),
                settings.get(Keys.IMPORTS_ALLOWED),
                settings.get(Keys.LIMIT_FUTURE_MS),
                settings.get(Keys.CHECK_PARTITION),
                defaults.lookBackMillis(),
                defaults.skewMillis(),
                defaults.behindRewards());
    }

    private int show(CheckReport report) {
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(report));
        } else {
            report.guarantees().forEach(verdict -> show(verdict, out));
            out.printf(
                    "%d records in %.1f s, %d a second%n",
                    report.records(), report.millis() / 1000.0, report.recordsPerSecond());
        }
        out.flush();
        if (!report.green()) {
            long violations =
                    report.guarantees().stream().mapToLong(Verdict::violations).sum();
            throw new CommandFailure(violations + " violations: see above");
        }
        return CommandLine.ExitCode.OK;
    }

    private static void show(Verdict verdict, PrintWriter out) {
        out.printf(
                "%d %s: %s, %d checked%s%n",
                verdict.guarantee(),
                verdict.name(),
                verdict.holds() ? "holds" : "VIOLATED " + verdict.violations() + " times",
                verdict.checked(),
                verdict.counts().isEmpty() ? "" : " " + verdict.counts());
        verdict.unchecked().forEach((reason, number) -> out.printf("    unchecked: %d, %s%n", number, reason));
        verdict.first().forEach(violation -> out.printf("    %s: %s%n", violation.position(), violation.what()));
    }
}
