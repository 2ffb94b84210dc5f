package dev.banditstreams.cli;

import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.evaluation.Evaluation;
import dev.banditstreams.evaluation.Sample;
import dev.banditstreams.evaluation.SmoothedMeans;
import dev.banditstreams.evaluation.Tuning;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** {@code ./bandit evaluate}. */
@Command(
        name = "evaluate",
        description = {
            "Estimates what a policy is worth from what another policy logged: its mean reward per row, by nine"
                    + " estimators, with standard errors, bootstrap intervals and what the importance weights are like."
                    + " What makes the figures unsafe is said as a WARNING, in the result and on stderr.",
            "",
            "docs/evaluation.md says what the estimators are and when to trust which.",
            ""
        })
final class EvaluateCommand implements Callable<Integer> {

    private static final int MOST_SAMPLES = 1_000_000;

    @CommandLine.Spec
    private CommandSpec spec;

    @Option(
            names = "--format",
            defaultValue = "obd",
            description =
                    "What the log is: ${COMPLETION-CANDIDATES}; obd is the Open Bandit Dataset as published, topics"
                            + " are the service's own recommendations and rewards. Default: ${DEFAULT-VALUE}.")
    private Format format;

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description = "obd: directory of one campaign, with its log (e.g. men.csv) and item_context.csv.")
    private @Nullable Path path;

    @Option(names = "--policy", required = true, description = "What to evaluate: ${COMPLETION-CANDIDATES}.")
    private EvaluatedPolicy.Kind policy;

    @Option(
            names = "--priors",
            paramLabel = "FILE",
            description = "Policy thompson: a CSV file with the columns item_id, alpha and beta, and every item of the"
                    + " log; propensities are computed exactly from them.")
    private @Nullable Path priors;

    @Option(
            names = "--items",
            paramLabel = "ID,...",
            split = ",",
            description = "Policy fixed: the slate, best position first.")
    private List<String> items = List.of();

    @Option(
            names = "--k",
            paramLabel = "N",
            description = "Length of the policy's slate; rows at later positions are left out. Default: the fixed"
                    + " slate's, else the log's.")
    private @Nullable Integer k;

    @Option(
            names = "--clip",
            paramLabel = "W",
            description = "Clipped IPW counts a larger weight as this. Default: the root of the number of rows.")
    private @Nullable Double clip;

    @Option(
            names = "--tau",
            paramLabel = "W",
            description =
                    "Switch-DR leaves rows with a larger weight to the model. Default: the root of the number of rows.")
    private @Nullable Double tau;

    @Option(
            names = "--lambda",
            paramLabel = "L",
            description = "DR with shrinkage halves a weight of this number's root. Default: the number of rows.")
    private @Nullable Double lambda;

    @Option(
            names = "--folds",
            paramLabel = "N",
            defaultValue = "1",
            description = "Folds of the outcome model. 1 fits it on the rows that it is used for; 2 on the rows of the"
                    + " other parity, in order of time. Default: ${DEFAULT-VALUE}.")
    private int folds;

    @Option(
            names = "--bootstrap",
            paramLabel = "N",
            defaultValue = "1000",
            description = "Samples for the intervals; 0: no intervals. Default: ${DEFAULT-VALUE}.")
    private int samples;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Of the bootstrap: the same one gives the same intervals. Default: ${DEFAULT-VALUE}.")
    private long seed;

    @Option(names = "--json", description = "Print the result as one JSON object; progress goes to stderr.")
    private boolean json;

    @Mixin
    private TopicsOptions topics;

    private enum Format {
        OBD,
        TOPICS;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    @Override
    public Integer call() {
        List<String> slate = items.stream().map(String::strip).toList();
        check(slate);
        EvaluatedPolicy evaluated = EvaluatedPolicy.of(policy, slate, priors);
        EvaluatedLog log = log(evaluated);
        if (folds > log.rows().units()) {
            throw new CommandFailure(
                    "--folds is " + folds + ", and the log has " + log.rows().units() + " rows");
        }
        EvaluationReport report = report(evaluated, log);
        report.warnings().forEach(warning -> tell("WARNING: " + warning));
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(Json.line(report.json()));
        } else {
            report.print(out);
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private EvaluatedLog log(EvaluatedPolicy evaluated) {
        return switch (format) {
            case OBD -> campaign(Objects.requireNonNull(path), evaluated);
            case TOPICS -> topics.read(evaluated, k, InstantSource.system(), this::tell);
        };
    }

    private EvaluatedLog campaign(Path directory, EvaluatedPolicy evaluated) {
        tell("reading " + directory);
        return EvaluatedCampaign.of(OpenBanditDataset.read(directory), evaluated, k);
    }

    private EvaluationReport report(EvaluatedPolicy evaluated, EvaluatedLog log) {
        Tuning byDefault = Tuning.of(log.rows().size());
        Tuning tuning = new Tuning(
                clip == null ? byDefault.clip() : clip,
                tau == null ? byDefault.tau() : tau,
                lambda == null ? byDefault.lambda() : lambda);
        tell(log.rows().size() + " rows to evaluate with");
        Sample sample = Sample.of(log.rows(), SmoothedMeans.fit(log.rows(), folds), log.decisions());
        return new EvaluationReport(
                format.toString(),
                log,
                evaluated,
                new EvaluationReport.Method(tuning, folds, samples, seed),
                Evaluation.of(sample, tuning, samples, seed));
    }

    private void check(List<String> slate) {
        refuse(EvaluatedPolicy.fault(policy, slate, priors, k));
        refuse(format == Format.OBD ? campaignFault() : topicsFault());
        if (k != null && k < 1) {
            throw wrong("--k has to be at least 1");
        }
        if (clip != null && !(clip > 0)) {
            throw wrong("--clip has to be above 0");
        }
        if (tau != null && !(tau >= 0)) {
            throw wrong("--tau has to be at least 0");
        }
        if (lambda != null && !(lambda >= 0 && Double.isFinite(lambda))) {
            throw wrong("--lambda has to be a number of at least 0");
        }
        if (folds < 1) {
            throw wrong("--folds has to be at least 1");
        }
        if (samples < 0 || samples == 1 || samples > MOST_SAMPLES) {
            throw wrong("--bootstrap has to be 0, or from 2 to " + MOST_SAMPLES);
        }
    }

    private @Nullable String campaignFault() {
        if (path == null) {
            return "--path is missing: the directory of a campaign";
        }
        if (policy == EvaluatedPolicy.Kind.THOMPSON && priors == null) {
            return "--policy thompson needs --priors: a file with item_id, alpha and beta of every item";
        }
        return topics.given()
                ? "where the topics are and how rewards count is for --format topics: a campaign has its own"
                : null;
    }

    private @Nullable String topicsFault() {
        return path != null
                ? "--path is for --format obd: topics are read from Kafka (--bootstrap-servers, --registry, --config),"
                        + " and there is no export of them"
                : topics.fault();
    }

    private void refuse(@Nullable String fault) {
        if (fault != null) {
            throw wrong(fault);
        }
    }

    private ParameterException wrong(String fault) {
        return new ParameterException(spec.commandLine(), fault);
    }

    private void tell(String line) {
        PrintWriter err = spec.commandLine().getErr();
        err.println("evaluate: " + line);
        err.flush();
    }
}
