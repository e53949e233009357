package io.armature.quickstart;

import io.armature.assembler.AssemblerService;
import io.armature.backbone.Provision;
import io.armature.planner.PlannerService;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.simulator.Simulator;
import io.armature.simulator.SimulatorSettings;
import io.armature.worker.ItemWorkerService;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import org.springframework.context.ConfigurableApplicationContext;

/** The whole of Armature in one process (and the registry in a child): what starts first is stopped last. */
final class Stack implements AutoCloseable {
    /** A cheap model with some faults of each kind, so that a demo shows what happens to them. */
    private static final Faults SOMETIMES_WRONG = Faults.NONE
            .withLatency(Latency.parse("lognormal(900ms, 0.35)"))
            .withLatency("meal-day--skeleton", Latency.parse("lognormal(700ms, 0.35)"))
            .withChance(Fault.MALFORMED, 0.06)
            .withChance(Fault.PROSE, 0.04)
            .withChance(Fault.SCHEMA, 0.03)
            .withChance(Fault.RULE, 0.12)
            .withChance(Fault.TRUNCATED, 0.02)
            .withChance(Fault.THROTTLED, 0.02);

    private static final Faults SLOWER_AND_RIGHT = Faults.NONE.withLatency(Latency.parse("lognormal(1300ms, 0.3)"));

    private final Deque<AutoCloseable> running = new ArrayDeque<>();
    private final Endpoints endpoints;

    private Stack(Endpoints endpoints) {
        this.endpoints = endpoints;
    }

    /**
     * Starts everything; ready when it returns.
     *
     * @param modelBaseUrl a real provider; empty for the simulator
     * @param says is told what is being done
     */
    static Stack start(Installation installation, Optional<String> modelBaseUrl, Consumer<String> says)
            throws Exception {
        Ports ports = Ports.free();
        Stack stack = new Stack(
                new Endpoints("http://localhost:" + ports.planner(), "http://localhost:" + ports.assembler()));
        try {
            stack.open(installation, ports, modelBaseUrl, says);
            return stack;
        } catch (Exception e) {
            stack.close();
            throw e;
        }
    }

    Endpoints endpoints() {
        return endpoints;
    }

    private void open(Installation installation, Ports ports, Optional<String> modelBaseUrl, Consumer<String> says)
            throws Exception {
        says.accept("schema registry on port " + ports.registry());
        Registry registry = opened(
                Registry.start(installation.registryDistribution(), installation.data("registry"), ports.registry()));
        says.accept("Kafka broker on port " + ports.broker());
        Broker broker = opened(Broker.start(installation.data("kafka"), ports.broker(), ports.controller()));
        String models = modelBaseUrl.orElseGet(() -> {
            says.accept("model simulator on port " + ports.simulator() + " (what it writes is invented)");
            return opened(Simulator.start(new SimulatorSettings(
                            ports.simulator(),
                            7,
                            Map.of(
                                    "mistralai/mistral-small-3.2-24b-instruct",
                                    SOMETIMES_WRONG,
                                    "*",
                                    SLOWER_AND_RIGHT))))
                    .baseUrl();
        });
        registry.awaitReady();
        says.accept("topics and schemas");
        new Provision(Map.of("bootstrap.servers", broker.bootstrapServers(), "schema.registry.url", registry.url()))
                .run();
        says.accept("planner on port " + ports.planner() + ", item worker on " + ports.worker() + ", assembler on "
                + ports.assembler());
        List<String> common = List.of(
                "--spring.kafka.bootstrap-servers=" + broker.bootstrapServers(),
                "--spring.kafka.properties.schema.registry.url=" + registry.url(),
                "--armature.models.providers.openai.base-url=" + models,
                "--armature.provision.on-start=false",
                "--server.address=127.0.0.1",
                "--armature.planner.status-url=" + endpoints.assembler(),
                "--armature.planner.state-folder=" + installation.data("planner"),
                "--armature.assembler.state-folder=" + installation.data("assembler"),
                "--armature.assembler.instance=localhost:" + ports.assembler());
        started(List.of(
                () -> PlannerService.start(arguments(common, ports.planner())),
                () -> ItemWorkerService.start(arguments(common, ports.worker())),
                () -> AssemblerService.start(arguments(common, ports.assembler()))));
    }

    private void started(List<Callable<ConfigurableApplicationContext>> services) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(services.size())) {
            List<Future<ConfigurableApplicationContext>> starting = new ArrayList<>();
            services.forEach(service -> starting.add(threads.submit(service)));
            for (Future<ConfigurableApplicationContext> context : starting) {
                opened(context.get());
            }
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    private static String[] arguments(List<String> common, int port) {
        List<String> arguments = new ArrayList<>(common);
        arguments.add("--server.port=" + port);
        return arguments.toArray(String[]::new);
    }

    private <C extends AutoCloseable> C opened(C part) {
        running.push(part);
        return part;
    }

    @Override
    public synchronized void close() {
        while (!running.isEmpty()) {
            try {
                running.pop().close();
            } catch (Exception e) {
                System.err.println("while stopping: " + e);
            }
        }
    }
}
