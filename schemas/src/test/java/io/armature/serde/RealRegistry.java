package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * A real registry (Apicurio, by Confluent's REST API) as a process, empty, on a free port of loopback: started once for
 * all tests that ask for it, and given to them as a parameter.
 */
final class RealRegistry implements BeforeAllCallback, ParameterResolver {
    private static final Path JAR = Path.of("target", "registry", "quarkus-run.jar");
    private static final Duration LONGEST_START = Duration.ofMinutes(2);

    /** The running one. */
    record Running(Process process, String url) implements AutoCloseable {
        /** Properties of a serde that uses it, by Confluent's names, fit for Confluent's serdes too. */
        Map<String, Object> properties() {
            Map<String, Object> properties = new HashMap<>();
            properties.put("schema.registry.url", url);
            properties.put("auto.register.schemas", "false");
            properties.put("avro.remove.java.properties", "true");
            properties.put("specific.avro.reader", "true");
            return properties;
        }

        @Override
        public void close() throws InterruptedException {
            process.destroy();
            if (!process.waitFor(10, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        running(context);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == Running.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return running(context);
    }

    private static Running running(ExtensionContext context) {
        return context.getRoot()
                .getStore(ExtensionContext.Namespace.create(RealRegistry.class))
                .computeIfAbsent(Running.class, key -> start(), Running.class);
    }

    private static Running start() {
        try {
            assertThat(JAR).as("unpacked by the build").isRegularFile();
            int port = freePort();
            Path log =
                    Files.createDirectories(Path.of("target", "registry-log")).resolve("registry.log");
            Process process = new ProcessBuilder(
                            Path.of(System.getProperty("java.home"), "bin", "java")
                                    .toString(),
                            "-Xmx256m",
                            "-XX:+UseSerialGC",
                            "-XX:TieredStopAtLevel=1",
                            "-Dquarkus.http.host=127.0.0.1",
                            "-Dquarkus.http.port=" + port,
                            "-Dquarkus.http.access-log.enabled=false",
                            // Its second port, which would be 9000 on every interface.
                            "-Dquarkus.management.host=127.0.0.1",
                            "-Dquarkus.management.port=0",
                            "-jar",
                            JAR.toString())
                    .redirectErrorStream(true)
                    .redirectOutput(log.toFile())
                    .start();
            Runtime.getRuntime().addShutdownHook(new Thread(process::destroyForcibly));
            Running running = new Running(process, "http://127.0.0.1:" + port + "/apis/ccompat/v7");
            awaitAnswer(running, log);
            return running;
        } catch (IOException | InterruptedException e) {
            throw new IllegalStateException("cannot start the registry", e);
        }
    }

    private static void awaitAnswer(Running registry, Path log) throws IOException, InterruptedException {
        HttpRequest subjects = HttpRequest.newBuilder(URI.create(registry.url() + "/subjects"))
                .timeout(Duration.ofSeconds(5))
                .build();
        long end = System.nanoTime() + LONGEST_START.toNanos();
        try (HttpClient http =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build()) {
            while (registry.process().isAlive() && System.nanoTime() < end) {
                try {
                    if (http.send(subjects, HttpResponse.BodyHandlers.discarding())
                                    .statusCode()
                            == 200) {
                        return;
                    }
                } catch (IOException e) {
                    // Not listening yet.
                }
                registry.process().waitFor(100, TimeUnit.MILLISECONDS);
            }
        }
        registry.close();
        throw new IllegalStateException("the registry did not answer; it wrote:\n" + Files.readString(log));
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }
}
