package io.armature.quickstart;

import io.armature.quickstart.Trial.Way;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code compare}: the same requests in both modes, on chosen models, one after another. */
@Command(
        name = "compare",
        mixinStandardHelpOptions = true,
        description = {
            "Makes the same documents in both modes and on chosen models, one after another, and prints success, cost,",
            "time and tokens of each way; writes compare.csv and compare.svg. Uses the Armature that runs here, or starts",
            "one and stops it."
        })
final class CompareCommand implements Callable<Integer> {
    private static final int MOST_RUNS = 1_000;

    @Parameters(
            paramLabel = "REQUEST",
            arity = "1..*",
            description = "files as for submit; jobId, mode, model are ours")
    private List<Path> files = List.of();

    @Option(
            names = "--modes",
            split = ",",
            paramLabel = "MODE",
            description = "two-phase, single-call; both unless given")
    private List<String> modes = List.of("two-phase", "single-call");

    @Option(
            names = "--models",
            split = ",",
            paramLabel = "NAME",
            description = "models of the catalogue, each asked first in every stage; the blueprint's own unless given")
    private List<String> models = List.of();

    @Option(names = "--runs", paramLabel = "N", description = "how often each request is made each way; 1 unless given")
    private int runs = 1;

    @Option(names = "--out", paramLabel = "FOLDER", description = "where the files go; .armature unless given")
    private Optional<Path> out = Optional.empty();

    @Mixin
    private ModelOptions provider = new ModelOptions();

    @Override
    public Integer call() throws Exception {
        if (runs < 1 || runs > MOST_RUNS) {
            throw Complaint.usage("--runs is " + runs + "; use 1 to " + MOST_RUNS);
        }
        Map<String, ObjectNode> requests = new LinkedHashMap<>();
        for (Path file : files) {
            requests.put(file.toString(), read(file));
        }
        Installation installation = Installation.here();
        Optional<Endpoints> running = installation.findRunning();
        if (running.isPresent()) {
            return compared(new Client(running.get()), requests, installation);
        }
        System.out.println("Armature is not running here; it is started for the comparison.");
        Running.Wish wish = new Running.Wish(false, provider.choice(), StartCache.at(installation.registryCache()));
        try (Running started = Running.start(installation, wish, new Announcements(System.out::println))) {
            return compared(new Client(started.endpoints()), requests, installation);
        }
    }

    private int compared(Client client, Map<String, ObjectNode> requests, Installation installation) throws Exception {
        Comparison comparison = new Comparing(client, System.out).of(requests, ways(), runs);
        System.out.println();
        System.out.print(comparison.table());
        write(comparison, out.orElse(installation.folder()));
        return Exit.DONE;
    }

    private List<Way> ways() {
        List<String> first = models.isEmpty() ? List.of(Trial.OWN_MODELS) : models;
        return modes.stream()
                .flatMap(mode -> first.stream().map(model -> new Way(mode, model)))
                .toList();
    }

    private static ObjectNode read(Path file) throws Complaint {
        try {
            if (JsonMapper.shared().readTree(Files.readString(file)) instanceof ObjectNode request) {
                request.remove(List.of("jobId", "mode", "model"));
                return request;
            }
            throw Complaint.usage(file + " is not a JSON object");
        } catch (IOException | JacksonException e) {
            throw Complaint.usage(file + " cannot be read: " + e.getMessage());
        }
    }

    private static void write(Comparison comparison, Path folder) throws IOException {
        Files.createDirectories(folder);
        Path csv = Files.writeString(folder.resolve("compare.csv"), comparison.csv());
        Path svg = Files.writeString(folder.resolve("compare.svg"), ComparisonChart.of(comparison));
        System.out.println("\n  Every document: " + csv + "\n  As a picture: " + svg);
    }
}
