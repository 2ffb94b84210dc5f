package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Role;
import dev.banditstreams.config.Settings;
import dev.banditstreams.runtime.Description;
import java.io.PrintWriter;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "topology",
        description = "Prints the graphs as Kafka Streams describes them; topology.md explains them.")
final class TopologyCommand implements Callable<Integer> {

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Option(
            names = "--role",
            paramLabel = "ROLE",
            defaultValue = "all",
            description = "Which graphs: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private Role role;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        // Neither address is used: a graph is described without asking anybody.
        Settings settings = Settings.of(Map.of(
                Keys.ROLE.key(),
                role.toString(),
                "bootstrap.servers",
                "localhost:9092",
                "schema.registry.url",
                "http://localhost:8081"));
        Description.of(settings).forEach((name, graph) -> out.println(name + "\n" + graph));
        out.flush();
        return CommandLine.ExitCode.OK;
    }
}
