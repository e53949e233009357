package io.armature.backbone;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import tools.jackson.databind.json.JsonMapper;

/** The part of a schema registry's REST API that serdes and the registrar use, over HTTP, for tests. */
public final class RegistryInMemory implements AutoCloseable {
    private static final JsonMapper JSON = JsonMapper.shared();

    private final List<String> schemas = new ArrayList<>();
    private final Map<String, List<Integer>> bySubject = new ConcurrentHashMap<>();
    private final HttpServer server;

    public RegistryInMemory() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.start();
    }

    /** What to set as {@code schema.registry.url}. */
    public String url() {
        return "http://localhost:" + server.getAddress().getPort();
    }

    /** Every subject with a schema. */
    public Set<String> subjects() {
        return bySubject.keySet();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        String[] path = exchange.getRequestURI().getRawPath().substring(1).split("/");
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        switch (path[0]) {
            case "schemas" -> {
                int id = Integer.parseInt(path[2]);
                if (id > schemas.size()) {
                    reply(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
                } else {
                    reply(exchange, 200, Map.of("schema", schemas.get(id - 1)));
                }
            }
            case "subjects" -> {
                String subject = URLDecoder.decode(path[1], StandardCharsets.UTF_8);
                String schema = JSON.readTree(body).path("schema").asString();
                if (path.length > 2) {
                    register(subject, schema);
                }
                int id = schemas.indexOf(schema) + 1;
                if (bySubject.getOrDefault(subject, List.of()).contains(id)) {
                    reply(exchange, 200, Map.of("id", id, "version", 1, "subject", subject));
                } else {
                    reply(exchange, 404, Map.of("error_code", 40403, "message", "Schema not found"));
                }
            }
            default -> reply(exchange, 200, Map.of("compatibility", "FULL_TRANSITIVE"));
        }
    }

    private void register(String subject, String schema) {
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        bySubject.computeIfAbsent(subject, s -> new ArrayList<>()).add(schemas.indexOf(schema) + 1);
    }

    private static void reply(HttpExchange exchange, int status, Map<String, ?> body) throws IOException {
        byte[] bytes = JSON.writeValueAsBytes(body);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
