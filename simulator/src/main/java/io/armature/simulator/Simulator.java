package io.armature.simulator;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * A model provider for development, tests and demos: {@code POST /v1/chat/completions} and {@code GET /v1/models} as
 * OpenAI has them; {@code GET /stats}, {@code POST /stats/reset}, {@code GET /calls}, {@code GET} and {@code PUT
 * /faults}, {@code GET /health} of its own. What it writes is invented, and says so. Thread-safe.
 */
public final class Simulator implements AutoCloseable {
    private static final int BACKLOG = 4_096;

    static {
        // The JDK's server reads these once: without them it delays small answers, and closes idle connections early.
        setUnlessSet("sun.net.httpserver.nodelay", "true");
        setUnlessSet("sun.net.httpserver.maxIdleConnections", "4096");
        setUnlessSet("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Stats stats = new Stats();
    private final Luck luck = new Luck();
    private final Written written = new Written();
    private final ChatDoor chat;
    private volatile SimulatorSettings settings;

    private Simulator(SimulatorSettings settings) throws IOException {
        this.settings = settings;
        this.server = HttpServer.create(new InetSocketAddress(settings.host(), settings.port()), BACKLOG);
        server.setExecutor(threads);
        this.chat = new ChatDoor(this::settings, stats, luck, written);
        Routes routes = new Routes(this, chat);
        server.createContext("/", routes::handle);
    }

    /**
     * Starts it; it serves when this returns.
     *
     * @throws UncheckedIOException when it cannot listen there
     */
    public static Simulator start(SimulatorSettings settings) {
        try {
            Simulator simulator = new Simulator(settings);
            simulator.server.start();
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the simulator cannot listen at " + settings.host() + ":" + settings.port() + " (" + e.getMessage()
                            + "); choose another port, or 0 for any free one",
                    e);
        }
    }

    /** Where it listens. */
    public int port() {
        return server.getAddress().getPort();
    }

    /** What to set as OPENAI_BASE_URL on this machine. */
    public String baseUrl() {
        return "http://" + (settings.host().equals("0.0.0.0") ? "127.0.0.1" : settings.host()) + ":" + port() + "/v1";
    }

    /** What it counted since the start or the last {@link #reset()}. */
    public Stats stats() {
        return stats;
    }

    /** How it behaves now. */
    public SimulatorSettings settings() {
        return settings;
    }

    /**
     * Behaves otherwise from now on; calls under way end as they began.
     *
     * @throws IllegalArgumentException when host or port would have to change
     */
    public void change(SimulatorSettings other) {
        if (other.port() != settings.port() || !other.host().equals(settings.host())) {
            throw new IllegalArgumentException("host and port cannot change while it runs; leave them out");
        }
        settings = other;
    }

    /** The models behave so from now on; everything else stays. */
    public void behave(Map<String, Faults> models) {
        settings = settings.with(models);
    }

    /** From now on this one is told the body of every chat request as it came; it keeps none itself. */
    public void listen(Consumer<String> listener) {
        chat.listen(listener);
    }

    /** Counts from nothing again, and forgets which prompts it was asked. */
    public void reset() {
        stats.reset();
        luck.forget();
        written.forget();
    }

    /** Stops at once; calls under way get no answer. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
