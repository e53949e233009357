package io.armature.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What stands behind which path. */
final class Routes {
    private static final List<String> PATHS = List.of(
            "POST /v1/chat/completions",
            "GET /v1/models",
            "GET /stats",
            "POST /stats/reset",
            "GET /calls",
            "GET /faults",
            "PUT /faults",
            "GET /health");
    private static final String INVENTED = "invented by a simulator; only the nutrition of the foods is true";
    private static final JsonMapper STRICT = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .build();

    private final Simulator simulator;
    private final ChatDoor chat;

    Routes(Simulator simulator, ChatDoor chat) {
        this.simulator = simulator;
        this.chat = chat;
    }

    /**
     * Settings from JSON; a member that there is not is an error, not ignored.
     *
     * @throws IllegalArgumentException that says what is wrong
     */
    static SimulatorSettings settings(JsonNode json) {
        try {
            return STRICT.treeToValue(json, SimulatorSettings.class);
        } catch (JacksonException e) {
            throw new IllegalArgumentException(e.getOriginalMessage() + " (at " + e.getPathReference() + ")", e);
        }
    }

    void handle(HttpExchange exchange) throws IOException {
        String path = exchange.getRequestURI().getPath();
        try {
            switch (exchange.getRequestMethod() + " " + path) {
                case "POST /v1/chat/completions" -> chat.handle(exchange);
                case "GET /v1/models" -> Http.json(exchange, 200, models());
                case "GET /stats" -> Http.json(exchange, 200, stats());
                case "POST /stats/reset" -> {
                    simulator.reset();
                    Http.json(exchange, 200, stats());
                }
                case "GET /calls" ->
                    Http.json(exchange, 200, calls(exchange.getRequestURI().getQuery()));
                case "GET /faults" -> Http.json(exchange, 200, simulator.settings());
                case "PUT /faults" -> change(exchange);
                case "GET /health" -> Http.json(exchange, 200, Map.of("status", "up", "content", INVENTED));
                default -> notThere(exchange, path);
            }
        } catch (RuntimeException e) {
            Http.error(exchange, 500, Map.of(), "simulator_error", "the simulator itself failed, which is a bug: " + e);
        }
    }

    private static void notThere(HttpExchange exchange, String path) throws IOException {
        boolean known = PATHS.stream().anyMatch(p -> p.endsWith(" " + path));
        Http.error(
                exchange,
                known ? 405 : 404,
                Map.of(),
                "invalid_request_error",
                exchange.getRequestMethod() + " " + path + " is not served; there are " + PATHS);
    }

    private Map<String, Object> models() {
        TreeSet<String> ids = new TreeSet<>(simulator.settings().prices().keySet());
        ids.addAll(simulator.settings().models().keySet());
        ids.remove(SimulatorSettings.OTHERS);
        return Map.of(
                "object",
                "list",
                "data",
                ids.stream()
                        .map(id -> Map.of("id", id, "object", "model", "created", 0, "owned_by", "armature-simulator"))
                        .toList());
    }

    private Map<String, Object> stats() {
        Stats stats = simulator.stats();
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("content", INVENTED);
        all.put("seed", simulator.settings().seed());
        all.put("underWay", stats.underWay());
        all.put("mostUnderWay", stats.mostUnderWay());
        all.put("total", stats.total());
        all.put("models", stats.byModel());
        return all;
    }

    /** {@code after}: only calls with a higher number, for following along. */
    private List<Stats.OneCall> calls(@Nullable String query) {
        long after = query == null
                ? 0
                : Arrays.stream(query.split("&"))
                        .filter(p -> p.matches("after=\\d{1,18}"))
                        .mapToLong(p -> Long.parseLong(p.substring(6)))
                        .findFirst()
                        .orElse(0);
        return simulator.stats().calls().stream()
                .filter(c -> c.number() > after)
                .toList();
    }

    /** What is given replaces what was; what is left out stays. */
    private void change(HttpExchange exchange) throws IOException {
        try {
            JsonNode given =
                    JsonMapper.shared().readTree(exchange.getRequestBody().readAllBytes());
            if (!(given instanceof ObjectNode changes)) {
                throw new IllegalArgumentException("the body is not a JSON object");
            }
            ObjectNode all = JsonMapper.shared().valueToTree(simulator.settings());
            simulator.change(settings(all.setAll(changes)));
            Http.json(exchange, 200, simulator.settings());
        } catch (JacksonException e) {
            Http.error(exchange, 400, Map.of(), "invalid_request_error", "not JSON: " + e.getOriginalMessage());
        } catch (IllegalArgumentException e) {
            Http.error(exchange, 400, Map.of(), "invalid_request_error", String.valueOf(e.getMessage()));
        }
    }
}
