package io.armature.simulator;

import com.sun.net.httpserver.HttpExchange;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import tools.jackson.databind.json.JsonMapper;

/** Answers in JSON. */
final class Http {
    private Http() {}

    static void json(HttpExchange exchange, int status, Object body) throws IOException {
        answer(exchange, status, Map.of(), body);
    }

    /** An error as OpenAI writes it. */
    static void error(HttpExchange exchange, int status, Map<String, String> headers, String type, String message)
            throws IOException {
        answer(exchange, status, headers, Map.of("error", Map.of("message", message, "type", type, "code", type)));
    }

    private static void answer(HttpExchange exchange, int status, Map<String, String> headers, Object body)
            throws IOException {
        write(exchange, status, headers, JsonMapper.shared().writeValueAsString(body), false);
    }

    /**
     * Writes an answer.
     *
     * @param headFirst whether to send the head by itself first: a client that left is only noticed by the second write
     * @throws IOException when the client has left, as far as that can be noticed
     */
    static void write(HttpExchange exchange, int status, Map<String, String> headers, String body, boolean headFirst)
            throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", "application/json");
        headers.forEach(exchange.getResponseHeaders()::set);
        exchange.sendResponseHeaders(status, bytes.length);
        OutputStream out = exchange.getResponseBody();
        if (headFirst) {
            out.flush();
        }
        out.write(bytes);
        out.close();
    }
}
