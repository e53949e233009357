package io.armature.cluster;

import io.armature.backbone.Provision;
import io.armature.quickstart.Broker;
import io.armature.quickstart.Registry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;

/**
 * Everything for real, each a process of its own, on loopback and free ports: broker, registry, simulator, planner,
 * assembler, item workers. Data is in a temporary folder, which goes when this is closed.
 */
public final class Cluster implements AutoCloseable {
    private static final Duration LONGEST_START = Duration.ofMinutes(5);

    private final ClusterSettings settings;
    private final StartedProcesses started;
    private final SystemProcess registry;
    private final SystemProcess broker;
    private final SystemProcess simulator;
    private final Simulated models;
    private final SystemProcess planner;
    private final SystemProcess assembler;
    private final List<SystemProcess> workers = new CopyOnWriteArrayList<>();
    private int workersStarted;

    private Cluster(ClusterSettings settings, StartedProcesses started) throws IOException, InterruptedException {
        this.settings = settings;
        this.started = started;
        Files.createDirectories(settings.logs());
        Path distribution = settings.home().resolve("quickstart/target/registry");
        Path schemas = started.folder().resolve("registry");
        int registryPort = FreePort.next();
        registry = start("registry", registryPort, Registry.recipe(distribution, schemas, registryPort));
        int brokerPort = FreePort.next();
        broker = start(
                "broker",
                brokerPort,
                Java.main(
                        List.of("-Xmx512m", "-XX:+UseSerialGC"),
                        Broker.class,
                        started.folder().resolve("broker").toString(),
                        Integer.toString(brokerPort),
                        Integer.toString(FreePort.next())));
        int simulatorPort = FreePort.next();
        simulator = start(
                "simulator",
                simulatorPort,
                Java.jar(
                        List.of("-Xmx256m", "-XX:+UseSerialGC"),
                        Java.executable(settings.home(), "simulator"),
                        "--port",
                        Integer.toString(simulatorPort)));
        models = new Simulated(simulatorPort);
        Ready.await("http://127.0.0.1:" + registryPort + "/apis/ccompat/v7/subjects", registry, LONGEST_START);
        new Provision(kafka()).run();
        planner = service("planner-service", "planner");
        assembler = service("assembler-service", "assembler");
        for (int i = 0; i < settings.workers(); i++) {
            startWorker(settings.window());
        }
    }

    /** Starts everything; ready when it returns. */
    public static Cluster start(ClusterSettings settings) throws IOException, InterruptedException {
        StartedProcesses started = new StartedProcesses();
        try {
            Cluster cluster = new Cluster(settings, started);
            cluster.awaitReady();
            return cluster;
        } catch (RuntimeException | IOException | InterruptedException e) {
            started.close();
            throw e;
        }
    }

    /** What Kafka's clients need to reach it, serdes included. */
    public Map<String, Object> kafka() {
        return Map.of(
                "bootstrap.servers",
                "localhost:" + broker.port(),
                "schema.registry.url",
                Registry.url(registry.port()),
                "value.serializer",
                "io.armature.serde.ArmatureAvroSerializer",
                "value.deserializer",
                "io.armature.serde.ArmatureAvroDeserializer");
    }

    /** The model provider. */
    public Simulated models() {
        return models;
    }

    public SystemProcess broker() {
        return broker;
    }

    public SystemProcess registry() {
        return registry;
    }

    public SystemProcess planner() {
        return planner;
    }

    public SystemProcess assembler() {
        return assembler;
    }

    /** Those that were started and not removed, also when they have been killed. */
    public List<SystemProcess> workers() {
        return List.copyOf(workers);
    }

    /** Planner, assembler and workers. */
    public List<SystemProcess> services() {
        return Stream.concat(Stream.of(planner, assembler), workers.stream()).toList();
    }

    /** Where it keeps its data; item workers keep none, so that theirs is never there. */
    public Path dataOf(SystemProcess process) {
        return started.folder().resolve(process.name());
    }

    /** One more item worker; not ready yet. */
    public SystemProcess startWorker(int window) {
        SystemProcess worker =
                service("item-worker-service", "worker-" + ++workersStarted, "--armature.worker.window=" + window);
        workers.add(worker);
        return worker;
    }

    /** Lets a worker end in order, or forgets one that was killed. */
    public void removeWorker(SystemProcess worker) {
        workers.remove(worker);
        worker.close();
        started.forget(worker);
    }

    /** Waits until every service that runs is ready. */
    public void awaitReady() throws InterruptedException {
        for (SystemProcess service : services()) {
            awaitReady(service);
        }
    }

    /** Waits until this service is ready. */
    public void awaitReady(SystemProcess service) throws InterruptedException {
        Ready.await("http://127.0.0.1:" + service.port() + "/actuator/health/readiness", service, LONGEST_START);
    }

    private SystemProcess service(String module, String name, String... more) {
        int port = FreePort.next();
        List<String> arguments = new ArrayList<>(List.of(
                "--server.port=" + port,
                "--server.address=127.0.0.1",
                "--spring.kafka.bootstrap-servers=localhost:" + broker.port(),
                "--spring.kafka.properties.schema.registry.url=" + Registry.url(registry.port()),
                "--armature.models.providers.openai.base-url=" + models.baseUrl(),
                "--armature.planner.state-folder=" + started.folder().resolve(name),
                "--armature.planner.blueprints-folder=" + settings.home().resolve("benchmarks/src/main/blueprints"),
                "--armature.assembler.state-folder=" + started.folder().resolve(name),
                "--armature.assembler.instance=localhost:" + port));
        arguments.addAll(settings.arguments());
        arguments.addAll(List.of(more));
        return start(name, port, recipe(module, arguments.toArray(String[]::new)));
    }

    private ProcessBuilder recipe(String module, String[] arguments) {
        Path home = settings.home();
        return switch (settings.start()) {
            case JAR -> Java.jar(settings.jvm(), Java.executable(home, module), arguments);
            case CACHED -> Java.script(home, settings.jvm(), "", module, arguments);
            case RECORDING -> Java.script(home, settings.jvm(), "record", module, arguments);
        };
    }

    private SystemProcess start(String name, int port, ProcessBuilder recipe) {
        return started.add(
                SystemProcess.start(name, port, recipe, settings.logs().resolve(name + ".log")));
    }

    /** Nothing here is worth an orderly end: everything is killed, and the data removed. */
    @Override
    public void close() {
        started.close();
    }
}
