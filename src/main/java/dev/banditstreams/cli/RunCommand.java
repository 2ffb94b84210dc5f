package dev.banditstreams.cli;

import dev.banditstreams.config.SettingsDoc;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(name = "run", description = "Runs the service against a Kafka cluster.")
final class RunCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(names = "--describe-settings", description = "Print docs/configuration.md and end.")
    private boolean describeSettings;

    @Override
    public Integer call() {
        if (!describeSettings) {
            throw new CommandLine.ParameterException(spec.commandLine(), "--describe-settings is all that works yet");
        }
        spec.commandLine().getOut().print(SettingsDoc.markdown());
        spec.commandLine().getOut().flush();
        return CommandLine.ExitCode.OK;
    }
}
