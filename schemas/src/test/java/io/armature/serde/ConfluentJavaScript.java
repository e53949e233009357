package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.abort;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.StreamSupport;
import org.apache.avro.Schema;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Confluent's JavaScript client, in a process of Node: see {@code src/test/js/matrix.js}. */
final class ConfluentJavaScript {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Path SOURCES = Path.of("src", "test", "js");
    private static final Path FOLDER = Path.of("target", "js");
    private static final String UNREACHABLE = "(?s).*(ENOTFOUND|EAI_AGAIN|ECONNREFUSED|ECONNRESET|ETIMEDOUT).*";

    private final String registry;

    private ConfluentJavaScript(String registry) {
        this.registry = registry;
    }

    /** Installs the client as locked; tests that need it are skipped, with the reason, where that cannot be. */
    static ConfluentJavaScript installed(String registry) throws IOException, InterruptedException {
        Files.createDirectories(FOLDER);
        for (String file : List.of("package.json", "package-lock.json", "matrix.js")) {
            Files.copy(SOURCES.resolve(file), FOLDER.resolve(file), StandardCopyOption.REPLACE_EXISTING);
        }
        Path installed = FOLDER.resolve("installed-lock.json");
        boolean upToDate =
                Files.exists(installed) && Files.mismatch(installed, FOLDER.resolve("package-lock.json")) == -1;
        if (!upToDate) {
            Ended npm = run("", "npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund");
            if (npm.status() != 0 && npm.told().matches(UNREACHABLE)) {
                skip("npm's registry cannot be reached: "
                        + npm.told().lines().findFirst().orElse(""));
            }
            assertThat(npm.status()).as(npm.told()).isZero();
            Files.copy(FOLDER.resolve("package-lock.json"), installed, StandardCopyOption.REPLACE_EXISTING);
        }
        return new ConfluentJavaScript(registry);
    }

    /** Bytes of an event that was given as plain JSON. */
    List<byte[]> written(List<Event> events) throws IOException, InterruptedException {
        List<Map<String, Object>> write = events.stream()
                .map(event -> Map.of("topic", event.topic(), "schema", tree(event.schema()), "event", event.content()))
                .toList();
        JsonNode written = asked("write", write).path("written");
        return StreamSupport.stream(written.spliterator(), false)
                .map(bytes -> Base64.getDecoder().decode(bytes.asString()))
                .toList();
    }

    /** Events as plain JSON, in which the content is their bytes. */
    List<JsonNode> read(List<Event> events) throws IOException, InterruptedException {
        List<Map<String, Object>> read = events.stream()
                .map(event -> Map.of("topic", event.topic(), "schema", tree(event.schema()), "bytes", event.content()))
                .toList();
        return StreamSupport.stream(asked("read", read).path("read").spliterator(), false)
                .toList();
    }

    record Event(String topic, Schema schema, Object content) {}

    private JsonNode asked(String what, List<Map<String, Object>> events) throws IOException, InterruptedException {
        Map<String, Object> task = Map.of(
                "registry", registry,
                "write", what.equals("write") ? events : List.of(),
                "read", what.equals("read") ? events : List.of());
        Ended node = run(JSON.writeValueAsString(task), "node", "matrix.js");
        assertThat(node.status()).as(node.told()).isZero();
        return JSON.readTree(node.told());
    }

    private static JsonNode tree(Schema schema) {
        return JSON.readTree(SchemaText.withoutJavaProperties(schema));
    }

    private record Ended(int status, String told) {}

    private static Ended run(String input, String... command) throws IOException, InterruptedException {
        Path errors = FOLDER.resolve("errors.log");
        Process process;
        try {
            process = new ProcessBuilder(command)
                    .directory(FOLDER.toFile())
                    .redirectError(errors.toFile())
                    .start();
        } catch (IOException e) {
            skip(command[0] + " is not installed on this machine");
            throw e;
        }
        try (var in = process.getOutputStream()) {
            in.write(input.getBytes(StandardCharsets.UTF_8));
        }
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        int status = process.waitFor();
        return new Ended(status, status == 0 ? told : told + Files.readString(errors));
    }

    private static void skip(String reason) {
        System.err.println("SKIPPED: events are not checked against Confluent's JavaScript client, because " + reason);
        abort(reason);
    }
}
