package io.armature.cluster;

import io.armature.simulator.Faults;
import io.armature.simulator.Stats;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import tools.jackson.core.type.TypeReference;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The simulator in its own process, seen over HTTP: tells models how to behave, and asks what it counted. */
public final class Simulated {
    /** The provider's id of the model that blueprints call {@code cheap}. */
    public static final String CHEAP = "mistralai/mistral-small-3.2-24b-instruct";

    /** The provider's id of the model that blueprints call {@code strong}. */
    public static final String STRONG = "anthropic/claude-3.5-sonnet";

    private static final JsonMapper JSON = JsonMapper.shared();

    private final String url;
    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    Simulated(int port) {
        this.url = "http://127.0.0.1:" + port;
    }

    /** For the services. */
    String baseUrl() {
        return url + "/v1";
    }

    /** From now on the models behave so; {@code *} stands for all that are not named. */
    public void behave(Map<String, Faults> models) throws InterruptedException {
        send("PUT", "/faults", JSON.writeValueAsString(Map.of("models", models)));
    }

    /** From now on what it writes and draws comes from this seed. */
    public void seed(long seed) throws InterruptedException {
        send("PUT", "/faults", JSON.writeValueAsString(Map.of("seed", seed)));
    }

    /** Counts from nothing again, and forgets which prompts it was asked. */
    public void reset() throws InterruptedException {
        send("POST", "/stats/reset", "");
    }

    /** The newest 100,000 calls since the last reset, those under way included. */
    public List<Stats.OneCall> calls() throws InterruptedException {
        return JSON.convertValue(send("GET", "/calls", ""), new TypeReference<List<Stats.OneCall>>() {});
    }

    /** Number of the newest call since the last reset, also when it is under way; {@code known} when none is newer. */
    public long newestCall(long known) throws InterruptedException {
        JsonNode newer = send("GET", "/calls?after=" + known, "");
        return newer.isEmpty()
                ? known
                : newer.get(newer.size() - 1).path("number").asLong();
    }

    /** What it counted since the last reset; members as docs/simulator.md has them. */
    public JsonNode stats() throws InterruptedException {
        return send("GET", "/stats", "");
    }

    private JsonNode send(String method, String path, String body) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url + path))
                .method(method, BodyPublishers.ofString(body))
                .build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new IllegalStateException("the simulator answers " + method + " " + path + " with "
                        + response.statusCode() + ": " + response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new UncheckedIOException("the simulator cannot be reached at " + url, e);
        }
    }
}
