package io.armature.quickstart;

import io.armature.backbone.Provision;
import io.armature.simulator.Faults;
import io.armature.simulator.Simulator;
import io.armature.simulator.SimulatorSettings;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** Everything for real: broker and simulator in this process, registry and every service as processes of their own. */
final class Cluster implements AutoCloseable {
    static final String CHEAP = "mistralai/mistral-small-3.2-24b-instruct";
    static final String STRONG = "anthropic/claude-3.5-sonnet";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    /** Folders of blueprints that only tests and measurements use. */
    private static final List<Path> BLUEPRINTS =
            List.of(ROOT.resolve("benchmarks/src/main/blueprints"), Path.of("src/test/blueprints"));

    private static final Duration LONGEST_START = Duration.ofSeconds(300);
    /** Above the drain bound of 20 s, with room for a loaded machine. */
    private static final Duration LONGEST_STOP = Duration.ofSeconds(60);

    private final Path folder;
    private final Registry registry;
    private final Broker broker;
    private final Simulator simulator;
    private final Endpoints endpoints;
    private final Service planner;
    private final Service assembler;
    private final List<Service> workers;
    private final Map<Service, Process> processes = new LinkedHashMap<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Cluster(int numberOfWorkers) throws Exception {
        folder = Files.createTempDirectory("armature-system");
        for (Path blueprints : BLUEPRINTS) {
            copy(blueprints, blueprints());
        }
        Ports ports = Ports.anywhere();
        registry = Registry.start(
                ROOT.resolve("quickstart/target/registry"), folder.resolve("registry"), ports.registry());
        broker = Broker.start(folder.resolve("kafka"), ports.broker(), ports.controller());
        simulator = Simulator.start(new SimulatorSettings(0, 11, Map.of()));
        registry.awaitReady();
        new Provision(kafka()).run();
        endpoints = new Endpoints("http://localhost:" + ports.planner(), "http://localhost:" + ports.assembler());
        planner = new Service("planner-service", ports.planner());
        assembler = new Service("assembler-service", ports.assembler());
        workers = Stream.generate(() ->
                        new Service("item-worker-service", Ports.anywhere().worker()))
                .limit(numberOfWorkers)
                .toList();
        try {
            for (Service service : services()) {
                processes.put(service, launch(service));
            }
            for (Service service : services()) {
                awaitReady(service);
            }
        } catch (IOException | InterruptedException | RuntimeException e) {
            close();
            throw e;
        }
    }

    /** A service's process, by the port at which it answers; it keeps that when it is started again. */
    record Service(String name, int port) {}

    List<Service> services() {
        return Stream.concat(Stream.of(planner, assembler), workers.stream()).toList();
    }

    Service planner() {
        return planner;
    }

    Service assembler() {
        return assembler;
    }

    List<Service> workers() {
        return workers;
    }

    Client client() {
        return new Client(endpoints);
    }

    Endpoints endpoints() {
        return endpoints;
    }

    /** The operator's own blueprints, which the planner looks at as long as it runs. */
    Path blueprints() {
        return folder.resolve("blueprints");
    }

    Simulator simulator() {
        return simulator;
    }

    Map<String, Object> kafka() {
        return Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "schema.registry.url",
                registry.url(),
                "value.serializer",
                "io.armature.serde.ArmatureAvroSerializer",
                "value.deserializer",
                "io.armature.serde.ArmatureAvroDeserializer");
    }

    /** From now on the models behave so, and counting starts anew. */
    void models(Map<String, Faults> behaviour) {
        simulator.behave(behaviour);
        simulator.stats().reset();
    }

    /** SIGKILL. */
    void kill(Service service) throws InterruptedException {
        process(service).destroyForcibly().waitFor();
    }

    /**
     * SIGTERM, and the time it is given: a service that does not stop within it counts as broken.
     *
     * @return how the process ended
     */
    int stop(Service service) throws InterruptedException {
        process(service).destroy();
        if (!process(service).waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
            throw new IllegalStateException(service + " did not stop within " + LONGEST_STOP);
        }
        return process(service).exitValue();
    }

    boolean isReady(Service service) throws IOException, InterruptedException {
        return get(service, "/actuator/health/readiness").statusCode() == 200;
    }

    boolean isLive(Service service) throws IOException, InterruptedException {
        return get(service, "/actuator/health/liveness").statusCode() == 200;
    }

    /** The same service once more, ready when this returns. */
    void start(Service service) throws IOException, InterruptedException {
        if (process(service).isAlive()) {
            throw new IllegalStateException(service + " runs already");
        }
        processes.put(service, launch(service));
        awaitReady(service);
    }

    /** The sum of a service's samples of one metric, by its name at Prometheus; 0 when there is none yet. */
    double metric(Service service, String name) throws IOException, InterruptedException {
        return scrape(service)
                .lines()
                .filter(line -> line.startsWith(name + "{") || line.startsWith(name + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }

    /** All metrics of a service, as Prometheus reads them. */
    String scrape(Service service) throws IOException, InterruptedException {
        return get(service, "/actuator/prometheus").body();
    }

    private Process process(Service service) {
        return java.util.Objects.requireNonNull(processes.get(service), "no such service");
    }

    private Process launch(Service service) throws IOException {
        int port = service.port();
        try (Stream<Path> jars = Files.list(ROOT.resolve(service.name()).resolve("target"))) {
            Path jar = jars.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
            String instance = service.name() + "-" + port;
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx300m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-jar",
                    jar.toString(),
                    "--server.port=" + port,
                    "--server.address=127.0.0.1",
                    // A plan of 5,000 items has a skeleton larger than any real model would write.
                    "--armature.models.catalogue.cheap.max-output-tokens=120000");
            builder.environment()
                    .putAll(Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                            "SCHEMA_REGISTRY_URL", registry.url(),
                            "OPENAI_BASE_URL", simulator.baseUrl(),
                            "ARMATURE_STATE_FOLDER", folder.resolve(instance).toString(),
                            "ARMATURE_INSTANCE", "localhost:" + port,
                            "ARMATURE_STATUS_URL", "http://localhost",
                            "ARMATURE_CHEAP_MAX_OUTPUT_TOKENS", "32768",
                            "ARMATURE_BLUEPRINTS_FOLDER", blueprints().toString()));
            return builder.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.appendTo(Files.createDirectories(Path.of("target/logs"))
                            .resolve(instance + ".log")
                            .toFile()))
                    .start();
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                Path copy = to.resolve(from.relativize(file).toString());
                Files.createDirectories(copy.getParent());
                Files.copy(file, copy);
            }
        }
    }

    private void awaitReady(Service service) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() - deadline < 0) {
            try {
                if (isReady(service)) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(service + " did not become ready; its log is in target/logs");
    }

    private HttpResponse<String> get(Service service, String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + service.port() + path))
                        .timeout(Duration.ofSeconds(10))
                        .build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        processes.values().forEach(Process::destroy);
        processes.values().forEach(process -> {
            try {
                if (!process.waitFor(LONGEST_STOP.toSeconds(), TimeUnit.SECONDS)) {
                    process.destroyForcibly();
                }
            } catch (InterruptedException e) {
                process.destroyForcibly();
                Thread.currentThread().interrupt();
            }
        });
        simulator.close();
        broker.close();
        registry.close();
    }
}
