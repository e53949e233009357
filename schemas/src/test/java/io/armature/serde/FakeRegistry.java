package io.armature.serde;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import javax.net.ssl.SSLContext;
import tools.jackson.databind.json.JsonMapper;

/** A registry in memory that misbehaves on demand. */
final class FakeRegistry implements AutoCloseable {
    /** What happens to a call instead of its answer. */
    enum Fault {
        /** The connection ends without an answer. */
        LOST,
        /** Headers and half of the body, then silence. */
        HALF,
        /** Status 500 with a body that is not JSON. */
        BROKEN,
        /** Status 200 with a web page, as a gateway gives. */
        WEB_PAGE,
        /** Status 404 in another form than the registry's, as for a wrong path. */
        WRONG_PATH,
        /** Status 401. */
        UNAUTHORIZED
    }

    private static final JsonMapper JSON = JsonMapper.shared();

    private final HttpServer server;
    private final String scheme;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Queue<Fault> faults = new ArrayDeque<>();
    private final List<String> calls = new ArrayList<>();
    private final List<String> authorizations = new ArrayList<>();
    private final Map<String, List<String>> subjects = new LinkedHashMap<>();
    private final Map<String, String> compatibility = new HashMap<>();
    private final List<String> schemas = new ArrayList<>();
    private boolean everythingIsIncompatible;

    FakeRegistry() throws IOException {
        this("http", HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0));
    }

    static FakeRegistry over(SSLContext tls) throws IOException {
        HttpsServer server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(tls));
        return new FakeRegistry("https", server);
    }

    private FakeRegistry(String scheme, HttpServer server) {
        this.scheme = scheme;
        this.server = server;
        server.setExecutor(threads);
        server.createContext("/", this::answer);
        server.start();
    }

    String url() {
        return scheme + "://localhost:" + server.getAddress().getPort();
    }

    /** Properties of a serde that knows this registry, and is not patient with it. */
    Map<String, Object> properties() {
        Map<String, Object> properties = new HashMap<>();
        properties.put("schema.registry.url", url());
        properties.put("specific.avro.reader", "true");
        properties.put("retries.wait.ms", "1");
        return properties;
    }

    synchronized int add(String subject, String schema) {
        subjects.computeIfAbsent(subject, s -> new ArrayList<>()).add(schema);
        if (!schemas.contains(schema)) {
            schemas.add(schema);
        }
        return schemas.indexOf(schema) + 1;
    }

    synchronized void next(Fault... several) {
        faults.addAll(List.of(several));
    }

    synchronized void refuseEverySchema() {
        everythingIsIncompatible = true;
    }

    synchronized List<String> calls() {
        return List.copyOf(calls);
    }

    synchronized List<String> authorizations() {
        return List.copyOf(authorizations);
    }

    synchronized Map<String, List<String>> subjects() {
        return new LinkedHashMap<>(subjects);
    }

    synchronized Map<String, String> compatibility() {
        return Map.copyOf(compatibility);
    }

    @Override
    public void close() {
        closing.countDown();
        server.stop(0);
        threads.close();
    }

    private void answer(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        String call = exchange.getRequestMethod() + " " + exchange.getRequestURI();
        Fault fault;
        synchronized (this) {
            calls.add(call);
            authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            fault = faults.poll();
        }
        switch (fault) {
            case LOST -> exchange.close();
            case HALF -> {
                exchange.sendResponseHeaders(200, 1_000);
                exchange.getResponseBody().write("{\"schema\":".getBytes(StandardCharsets.UTF_8));
                exchange.getResponseBody().flush();
                uninterrupted();
                exchange.close();
            }
            case BROKEN -> send(exchange, 500, "out of order");
            case WEB_PAGE -> send(exchange, 200, "<html>Log in</html>");
            case WRONG_PATH -> send(exchange, 404, "{\"status\":404,\"detail\":\"no such resource\"}");
            case UNAUTHORIZED -> send(exchange, 401, "{\"error_code\":401,\"message\":\"Unauthorized\"}");
            case null -> known(exchange, exchange.getRequestURI().getPath().split("/"), body);
        }
    }

    private void uninterrupted() {
        try {
            closing.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized void known(HttpExchange exchange, String[] path, String body) throws IOException {
        String last = URLDecoder.decode(path[path.length - 1], StandardCharsets.UTF_8);
        String method = exchange.getRequestMethod();
        if (path[1].equals("schemas")) {
            int id = Integer.parseInt(last);
            if (id > schemas.size()) {
                send(exchange, 404, error(40403, "Schema " + id + " not found"));
            } else {
                send(exchange, 200, JSON.writeValueAsString(Map.of("schema", schemas.get(id - 1))));
            }
        } else if (path[1].equals("config") && method.equals("PUT")) {
            compatibility.put(last, JSON.readTree(body).path("compatibility").asString());
            send(exchange, 200, body);
        } else if (path[1].equals("config")) {
            String level = compatibility.get(last);
            send(
                    exchange,
                    level == null ? 404 : 200,
                    level == null ? error(40408, "none") : "{\"compatibilityLevel\":\"" + level + "\"}");
        } else if (last.equals("versions")) {
            registered(exchange, path[path.length - 2], schemaIn(body));
        } else {
            lookedUp(exchange, last, schemaIn(body));
        }
    }

    private void registered(HttpExchange exchange, String subject, String schema) throws IOException {
        if (everythingIsIncompatible) {
            send(exchange, 409, error(409, "a field without default was added"));
        } else {
            send(exchange, 200, "{\"id\":" + add(subject, schema) + "}");
        }
    }

    private void lookedUp(HttpExchange exchange, String subject, String schema) throws IOException {
        if (!subjects.containsKey(subject)) {
            send(exchange, 404, error(40401, "Subject '" + subject + "' not found"));
        } else if (!subjects.get(subject).contains(schema)) {
            send(exchange, 404, error(40403, "Schema not found"));
        } else {
            send(exchange, 200, "{\"id\":" + (schemas.indexOf(schema) + 1) + "}");
        }
    }

    private static String schemaIn(String body) {
        return JSON.readTree(body).path("schema").asString();
    }

    private static String error(int code, String message) {
        return JSON.writeValueAsString(Map.of("error_code", code, "message", message));
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
