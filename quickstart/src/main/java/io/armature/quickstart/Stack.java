package io.armature.quickstart;

import io.armature.assembler.AssemblerService;
import io.armature.backbone.Provision;
import io.armature.planner.PlannerService;
import io.armature.simulator.Simulator;
import io.armature.worker.ItemWorkerService;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.ConfigurableApplicationContext;

/**
 * The whole of Armature in one process (and the registry in a child). Broker and registry start at the same time; the
 * services too, once topics and schemas are there. They are stopped first, then what they stand on.
 */
final class Stack implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    /** For model calls under way when it is stopped; what takes longer is asked again by the next start. */
    private static final String DRAIN = "5s";

    private final Ports ports;
    private final Parts parts;
    private final List<ConfigurableApplicationContext> services = new ArrayList<>();
    private final List<AutoCloseable> backbone = new ArrayList<>();
    private boolean closed;

    Stack(Parts parts, Ports ports) {
        this.parts = parts;
        this.ports = ports;
    }

    Parts parts() {
        return parts;
    }

    /**
     * Starts everything; ready when it returns. What was started before a failure is stopped by {@link #close}.
     *
     * @param says is told what is ready
     */
    void open(Installation installation, ModelChoice models, StartCache registryCache, Announcements says)
            throws Exception {
        Registry registry = opened(Registry.start(
                installation.registryDistribution(), installation.data("registry"), ports.registry(), registryCache));
        String modelBaseUrl = models.simulated()
                .map(settings -> {
                    Simulator simulator = opened(Simulator.start(settings.at(ports.simulator())));
                    says.ready("simulator", simulator.baseUrl());
                    return simulator.baseUrl();
                })
                .orElse("");
        Files.createDirectories(BlueprintsFolder.here());
        List<String> common = common(installation, registry.url(), models.arguments(modelBaseUrl));
        together(List.of(
                () -> {
                    registry.awaitReady();
                    says.ready("registry", registry.url());
                    return null;
                },
                () -> {
                    Broker broker =
                            opened(Broker.start(installation.data("kafka"), ports.broker(), ports.controller()));
                    says.ready("broker", broker.bootstrapServers());
                    registry.awaitReady();
                    new Provision(Map.of(
                                    "bootstrap.servers",
                                    broker.bootstrapServers(),
                                    "schema.registry.url",
                                    registry.url()))
                            .run();
                    says.ready("topics", "and their schemas");
                    return null;
                }));
        together(List.of(
                () -> service(
                        "planner", ports.planner(), says, () -> PlannerService.start(at(ports.planner(), common))),
                () -> service(
                        "item worker", ports.worker(), says, () -> ItemWorkerService.start(at(ports.worker(), common))),
                () -> service(
                        "assembler",
                        ports.assembler(),
                        says,
                        () -> AssemblerService.start(at(ports.assembler(), common)))));
    }

    private List<String> common(Installation installation, String registryUrl, List<String> models) {
        List<String> common = new ArrayList<>(List.of(
                "--spring.kafka.bootstrap-servers=localhost:" + ports.broker(),
                "--spring.kafka.properties.schema.registry.url=" + registryUrl,
                "--armature.provision.on-start=false",
                "--armature.provision.wait=5m",
                "--server.address=127.0.0.1",
                "--armature.planner.status-url=" + parts.endpoints().assembler(),
                "--armature.planner.state-folder=" + installation.data("planner"),
                "--armature.planner.blueprints-folder=" + BlueprintsFolder.here(),
                "--armature.planner.drain=" + DRAIN,
                "--armature.worker.drain=" + DRAIN,
                "--armature.assembler.state-folder=" + installation.data("assembler"),
                "--armature.assembler.instance=localhost:" + ports.assembler()));
        common.addAll(models);
        return common;
    }

    private @org.jspecify.annotations.Nullable Object service(
            String name, int port, Announcements says, Callable<ConfigurableApplicationContext> start)
            throws Exception {
        opened(start.call());
        Readiness.of(port).await();
        says.ready(name, "http://localhost:" + port);
        return null;
    }

    /** All at the same time; the first that fails ends the waiting of the others. */
    private static void together(List<Callable<@org.jspecify.annotations.Nullable Object>> parts) throws Exception {
        ExecutorService threads = Executors.newThreadPerTaskExecutor(
                Thread.ofPlatform().name("start-", 0).factory());
        try {
            CompletionService<@org.jspecify.annotations.Nullable Object> done =
                    new ExecutorCompletionService<>(threads);
            parts.forEach(done::submit);
            for (int i = 0; i < parts.size(); i++) {
                done.take().get();
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        } finally {
            threads.shutdownNow();
            if (!threads.awaitTermination(1, TimeUnit.MINUTES)) {
                LOG.warn("a part that was being started did not give up within a minute");
            }
        }
    }

    private static String[] at(int port, List<String> common) {
        List<String> arguments = new ArrayList<>(common);
        arguments.add("--server.port=" + port);
        return arguments.toArray(String[]::new);
    }

    private synchronized <C extends AutoCloseable> C opened(C part) {
        if (closed) {
            closeQuietly(part);
            throw new IllegalStateException("stopped while it was starting");
        }
        if (part instanceof ConfigurableApplicationContext service) {
            services.add(service);
        } else {
            backbone.addFirst(part);
        }
        return part;
    }

    @Override
    public void close() {
        List<ConfigurableApplicationContext> first;
        List<AutoCloseable> then;
        synchronized (this) {
            closed = true;
            first = List.copyOf(services);
            then = List.copyOf(backbone);
            services.clear();
            backbone.clear();
        }
        List<Thread> stopping = first.stream()
                .map(service -> Thread.ofPlatform().name("stop").start(() -> closeQuietly(service)))
                .toList();
        for (Thread thread : stopping) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                break;
            }
        }
        then.forEach(Stack::closeQuietly);
    }

    private static void closeQuietly(AutoCloseable part) {
        try {
            part.close();
        } catch (Exception e) {
            LOG.warn("part={} did not stop in good order", part.getClass().getSimpleName(), e);
        }
    }
}
