package io.armature.simulator;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * A model provider on loopback: {@code POST /v1/chat/completions} and {@code GET /v1/models} as OpenAI has them,
 * {@code GET /stats}, {@code GET /calls}, {@code POST /stats/reset}, {@code GET} and {@code PUT /faults}, {@code GET
 * /health}. What it writes is invented.
 */
public final class Simulator implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final int BACKLOG = 4_096;

    static {
        // Without these the JDK's server delays small answers by 40 ms and closes idle connections early.
        System.setProperty("sun.net.httpserver.nodelay", "true");
        System.setProperty("sun.net.httpserver.maxIdleConnections", "2048");
        System.setProperty("sun.net.httpserver.idleInterval", "300");
    }

    private final HttpServer server;
    private final ExecutorService threads;
    private final Stats stats = new Stats();
    private volatile SimulatorSettings settings;
    private final Completions completions;

    private Simulator(SimulatorSettings settings) throws IOException {
        this.settings = settings;
        this.threads = Executors.newVirtualThreadPerTaskExecutor();
        this.server =
                HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), settings.port()), BACKLOG);
        this.completions = new Completions(() -> this.settings, stats);
        server.setExecutor(threads);
        server.createContext("/v1/chat/completions", completions::handle);
        server.createContext(
                "/v1/models", exchange -> json(exchange, 200, Map.of("object", "list", "data", java.util.List.of())));
        server.createContext("/stats", exchange -> {
            if (exchange.getRequestURI().getPath().equals("/stats/reset")) {
                stats.reset();
            }
            json(exchange, 200, stats.byModel());
        });
        server.createContext("/calls", exchange -> json(exchange, 200, stats.calls()));
        server.createContext("/faults", this::faults);
        server.createContext("/health", exchange -> json(exchange, 200, Map.of("status", "up", "content", "invented")));
    }

    /** Starts it; it serves when this returns. */
    public static Simulator start(SimulatorSettings settings) {
        try {
            Simulator simulator = new Simulator(settings);
            simulator.server.start();
            return simulator;
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "the simulator cannot listen on port " + settings.port()
                            + "; choose another with --port, or 0 for any",
                    e);
        }
    }

    public int port() {
        return server.getAddress().getPort();
    }

    /** What to set as OPENAI_BASE_URL. */
    public String baseUrl() {
        return "http://localhost:" + port() + "/v1";
    }

    /** From now on the models behave so. */
    public void behave(Map<String, Faults> models) {
        settings = new SimulatorSettings(settings.port(), settings.seed(), models);
    }

    public Stats stats() {
        return stats;
    }

    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
    }

    private void faults(HttpExchange exchange) throws IOException {
        if (exchange.getRequestMethod().equals("PUT")) {
            try {
                settings = JSON.readValue(exchange.getRequestBody().readAllBytes(), SimulatorSettings.class);
            } catch (JacksonException e) {
                json(exchange, 400, Map.of("error", Map.of("message", e.getOriginalMessage())));
                return;
            }
        }
        json(exchange, 200, settings);
    }

    static void json(HttpExchange exchange, int status, Object body) throws IOException {
        byte[] bytes = JSON.writeValueAsString(body).getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
