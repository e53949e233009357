package io.armature.quickstart;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Whether a process on this machine says that it is ready. */
final class Readiness {
    private static final Duration LONGEST = Duration.ofMinutes(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private final URI at;

    private Readiness(URI at) {
        this.at = at;
    }

    /** Of the service on that port. */
    static Readiness of(int port) {
        return at(URI.create("http://127.0.0.1:" + port + "/actuator/health/readiness"));
    }

    /** Of what answers 200 there. */
    static Readiness at(URI uri) {
        return new Readiness(uri);
    }

    /** True when it answers, and says that it is. */
    boolean isReady() throws InterruptedException {
        try {
            HttpRequest request =
                    HttpRequest.newBuilder(at).timeout(Duration.ofSeconds(5)).build();
            return HTTP.send(request, HttpResponse.BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false;
        }
    }

    /**
     * Waits until it is.
     *
     * @throws IllegalStateException when it is not in five minutes, which a machine may need that does much else
     */
    void await() throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        while (System.nanoTime() - deadline < 0) {
            if (isReady()) {
                return;
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException(at + " did not become ready in " + LONGEST.toSeconds() + " s");
    }
}
