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
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Everything for real: broker and simulator in this process, registry and every service as processes of their own. */
final class Cluster implements AutoCloseable {
    static final String CHEAP = "mistralai/mistral-small-3.2-24b-instruct";
    static final String STRONG = "anthropic/claude-3.5-sonnet";
    private static final Path ROOT = Path.of("..").toAbsolutePath().normalize();
    private static final Duration LONGEST_START = Duration.ofSeconds(120);

    private final Path folder;
    private final Registry registry;
    private final Broker broker;
    private final Simulator simulator;
    private final Endpoints endpoints;
    private final List<Process> services = new ArrayList<>();
    private final List<Process> workers = new ArrayList<>();
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Cluster(int numberOfWorkers) throws Exception {
        folder = Files.createTempDirectory("armature-system");
        Ports ports = Ports.anywhere();
        registry = Registry.start(
                ROOT.resolve("quickstart/target/registry"), folder.resolve("registry"), ports.registry());
        broker = Broker.start(folder.resolve("kafka"), ports.broker(), ports.controller());
        simulator = Simulator.start(new SimulatorSettings(0, 11, Map.of()));
        registry.awaitReady();
        new Provision(kafka()).run();
        endpoints = new Endpoints("http://localhost:" + ports.planner(), "http://localhost:" + ports.assembler());
        services.add(service("planner-service", ports.planner()));
        services.add(service("assembler-service", ports.assembler()));
        List<Integer> workerPorts = new ArrayList<>();
        for (int i = 0; i < numberOfWorkers; i++) {
            workerPorts.add(Ports.anywhere().worker());
            workers.add(service("item-worker-service", workerPorts.getLast()));
        }
        awaitReady(ports.planner());
        awaitReady(ports.assembler());
        for (int port : workerPorts) {
            awaitReady(port);
        }
    }

    Client client() {
        return new Client(endpoints);
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
    void killOneWorker() throws InterruptedException {
        Process worker = workers.removeFirst();
        worker.destroyForcibly();
        worker.waitFor();
    }

    private Process service(String name, int port) throws IOException {
        try (Stream<Path> jars = Files.list(ROOT.resolve(name).resolve("target"))) {
            Path jar = jars.filter(file -> file.toString().endsWith("-exec.jar"))
                    .findFirst()
                    .orElseThrow();
            String instance = name + "-" + port;
            ProcessBuilder builder = new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx300m",
                    "-XX:+UseSerialGC",
                    "-XX:TieredStopAtLevel=1",
                    "--enable-native-access=ALL-UNNAMED",
                    "-jar",
                    jar.toString(),
                    "--server.port=" + port,
                    "--server.address=127.0.0.1");
            builder.environment()
                    .putAll(Map.of(
                            "KAFKA_BOOTSTRAP_SERVERS", broker.bootstrapServers(),
                            "SCHEMA_REGISTRY_URL", registry.url(),
                            "OPENAI_BASE_URL", simulator.baseUrl(),
                            "ARMATURE_STATE_FOLDER", folder.resolve(instance).toString(),
                            "ARMATURE_INSTANCE", "localhost:" + port,
                            "ARMATURE_STATUS_URL", "http://localhost",
                            "ARMATURE_BLUEPRINTS_FOLDER",
                                    ROOT.resolve("benchmarks/src/main/blueprints")
                                            .toAbsolutePath()
                                            .toString()));
            return builder.redirectErrorStream(true)
                    .redirectOutput(Files.createDirectories(Path.of("target/logs"))
                            .resolve(instance + ".log")
                            .toFile())
                    .start();
        }
    }

    private void awaitReady(int port) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + LONGEST_START.toNanos();
        while (System.nanoTime() < deadline) {
            try {
                if (http.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            Thread.sleep(100);
        }
        throw new IllegalStateException(
                "the service on port " + port + " did not become ready; its log is in target/logs");
    }

    @Override
    public void close() {
        Stream.concat(workers.stream(), services.stream()).forEach(Process::destroy);
        Stream.concat(workers.stream(), services.stream()).forEach(process -> {
            try {
                if (!process.waitFor(30, java.util.concurrent.TimeUnit.SECONDS)) {
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
