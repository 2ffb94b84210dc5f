package dev.banditstreams.cli;

import dev.banditstreams.datasets.Campaign;
import dev.banditstreams.datasets.LoggedImpression;
import dev.banditstreams.datasets.OpenBanditDataset;
import dev.banditstreams.simulation.ArmRates;
import dev.banditstreams.simulation.SimulatedWorld;
import dev.banditstreams.simulation.SimulatedWorld.Counts;
import dev.banditstreams.simulation.SimulationException;
import dev.banditstreams.simulation.WorldFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;

/** The options that say in which world is simulated. */
final class SimulationWorldOptions {

    private static final String RUSSO = "russo";
    private static final String CAMPAIGN = "campaign";
    private static final String PIECEWISE = "piecewise";

    @Option(
            names = "--world",
            paramLabel = "WORLD",
            description =
                    "russo: three arms of .7, .8 and .9. campaign: 34 arms with a real campaign's click rates times"
                            + " 20. piecewise: three arms whose rates change every 1,000 requests. Or a CSV file: a header,"
                            + " steps and the arms' names, and for each segment its steps and rates. Default: russo.")
    private @Nullable String world;

    @Option(
            names = "--arms",
            split = ",",
            paramLabel = "RATE",
            description = "Instead of --world: the click rate of each arm, apart by commas, e.g. .1,.2,.3")
    private @Nullable List<Double> arms;

    @Option(
            names = "--path",
            paramLabel = "DIR",
            description =
                    "With --world campaign: directory of a campaign of the Open Bandit Dataset, whose click rates are"
                            + " taken. Default: rates spread as in one of them.")
    private @Nullable Path path;

    SimulatedWorld world(CommandSpec spec) {
        if (world != null && arms != null) {
            throw new ParameterException(spec.commandLine(), "--world and --arms exclude each other");
        }
        if (path != null && !CAMPAIGN.equals(world)) {
            throw new ParameterException(spec.commandLine(), "--path is for --world campaign");
        }
        try {
            return arms == null ? named(spec) : SimulatedWorld.own(arms.size() + " arms", ArmRates.stationary(arms));
        } catch (SimulationException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    private SimulatedWorld named(CommandSpec spec) {
        String name = world == null ? RUSSO : world;
        return switch (name) {
            case RUSSO -> SimulatedWorld.russo();
            case PIECEWISE -> SimulatedWorld.piecewise();
            case CAMPAIGN -> path == null ? SimulatedWorld.campaign() : SimulatedWorld.campaign(counts(path));
            default -> inFile(name, spec);
        };
    }

    private static SimulatedWorld inFile(String name, CommandSpec spec) {
        Path file = Path.of(name);
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--world is " + name + ", expected russo, campaign, piecewise or a CSV file that is there");
        }
        return SimulatedWorld.own(String.valueOf(file.getFileName()), WorldFile.read(file));
    }

    private static List<Counts> counts(Path directory) {
        Campaign campaign = OpenBanditDataset.read(directory);
        Map<String, Counts> counts = new LinkedHashMap<>();
        campaign.items().forEach(item -> counts.put(item.itemId(), new Counts(0, 0)));
        for (LoggedImpression impression : campaign.impressions()) {
            counts.computeIfPresent(
                    impression.itemId(),
                    (item, seen) -> new Counts(seen.impressions() + 1, seen.clicks() + (impression.clicked() ? 1 : 0)));
        }
        return List.copyOf(counts.values());
    }
}
