package dev.banditstreams.cli;

import dev.banditstreams.config.Keys;
import dev.banditstreams.config.Role;
import dev.banditstreams.config.Settings;
import dev.banditstreams.config.SettingsDoc;
import dev.banditstreams.runtime.Service;
import dev.banditstreams.web.HttpServer;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

@Command(
        name = "run",
        description = {
            "Runs the service against a Kafka cluster until SIGTERM or Ctrl-C.",
            "Settings: docs/configuration.md. Topics have to exist: bandit topics --create."
        })
final class RunCommand implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(RunCommand.class);
    private static final int EXIT_FAILED_WHILE_RUNNING = 3;

    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @ArgGroup(multiplicity = "1")
    private Mode mode;

    @Option(names = "--role", paramLabel = "ROLE", description = "Applications to run: ${COMPLETION-CANDIDATES}.")
    private @Nullable Role role;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "Set one key; it wins over the file.")
    private Map<String, String> overrides = new LinkedHashMap<>();

    private static final class Mode {
        @Option(names = "--config", paramLabel = "FILE", description = "Properties file with the settings.")
        private @Nullable Path config;

        @Option(names = "--describe-settings", description = "Print docs/configuration.md and end.")
        private boolean describeSettings;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (mode.describeSettings) {
            spec.commandLine().getOut().print(SettingsDoc.markdown());
            spec.commandLine().getOut().flush();
            return CommandLine.ExitCode.OK;
        }
        if (role != null) {
            overrides.put(Keys.ROLE.key(), role.toString());
        }
        return serve(Settings.read(mode.config, overrides), port -> {});
    }

    /** @param listening is told the port of HTTP */
    static int serve(Settings settings, IntConsumer listening) throws InterruptedException {
        Service service = new Service(settings, InstantSource.system());
        Termination termination = Termination.closing(service);
        try (service;
                HttpServer http = HttpServer.start(
                        settings.get(Keys.HTTP_HOST),
                        settings.get(Keys.HTTP_PORT),
                        service::live,
                        service::ready,
                        service::scrape)) {
            LOG.info("http on {}:{}", settings.get(Keys.HTTP_HOST), http.port());
            listening.accept(http.port());
            service.start();
            LOG.info("started");
            service.awaitFailure();
            LOG.error("stops after a failure, see above");
            return EXIT_FAILED_WHILE_RUNNING;
        } finally {
            termination.cancel();
        }
    }
}
