package dev.banditstreams.cli;

import dev.banditstreams.runtime.ServiceVersion;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IVersionProvider;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.ScopeType;

/**
 * {@code ./bandit}. Results go to stdout; progress, logs and errors to stderr.
 *
 * <p>Exit codes: 0, it is done; 1, it failed, and stderr says why in a sentence; 2, wrong usage; 3, the running service
 * gave up after a failure.
 */
@Command(
        name = "bandit",
        description = "Ranks items for users with Thompson sampling over Kafka.",
        mixinStandardHelpOptions = true,
        scope = ScopeType.INHERIT,
        versionProvider = Main.Version.class,
        usageHelpAutoWidth = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            // In the order in which a newcomer needs them.
            DemoCommand.class,
            ReplayCommand.class,
            TopicsCommand.class,
            RunCommand.class,
            AskCommand.class,
            RewardCommand.class,
            TopologyCommand.class,
            CheckCommand.class,
            ExplainCommand.class,
            EvaluateCommand.class,
            SimulateCommand.class,
            BenchCommand.class,
            BenchPartCommand.class,
            ChaosCommand.class,
            ChaosPartCommand.class,
        })
public final class Main implements Runnable {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--verbose",
            scope = ScopeType.INHERIT,
            description = "Log more, and show the stack trace of a failure.")
    private boolean verbose;

    public static void main(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        System.exit(execute(out, err, args));
    }

    /** Runs one command in this process and returns its exit code. */
    public static int execute(PrintWriter out, PrintWriter err, String... args) {
        Main main = new Main();
        return new CommandLine(main)
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionStrategy(main::execute)
                .setParameterExceptionHandler((wrong, typed) -> wrongUsage(wrong))
                .setExecutionExceptionHandler((failure, command, parsed) -> main.failed(failure, command))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    private int execute(ParseResult parsed) {
        if (verbose) {
            Logging.verbose();
        } else if (runsForLong(parsed)) {
            Logging.running();
        } else {
            Logging.quiet();
        }
        return new CommandLine.RunLast().execute(parsed);
    }

    private static boolean runsForLong(ParseResult parsed) {
        return parsed.hasSubcommand() && parsed.subcommand().commandSpec().userObject() instanceof RunCommand;
    }

    private static int wrongUsage(ParameterException wrong) {
        CommandLine command = wrong.getCommandLine();
        PrintWriter err = command.getErr();
        String name = command.getCommandSpec().qualifiedName();
        err.println(name + ": " + wrong.getMessage());
        CommandLine.UnmatchedArgumentException.printSuggestions(wrong, err);
        err.println("Try '" + name + " --help'.");
        return CommandLine.ExitCode.USAGE;
    }

    private int failed(Exception failure, CommandLine command) {
        String name = command.getCommandSpec().qualifiedName();
        command.getErr().println(name + ": " + Failures.sentence(failure));
        if (verbose) {
            failure.printStackTrace(command.getErr());
        }
        return CommandLine.ExitCode.SOFTWARE;
    }

    static final class Version implements IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"bandit " + ServiceVersion.current()};
        }
    }
}
