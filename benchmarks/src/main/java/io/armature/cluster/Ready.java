package io.armature.cluster;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Waits until an address answers that all is well. */
final class Ready {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private Ready() {}

    /** The status that is answered there within a second; 0 when none is. */
    static int status(String url) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(1))
                .build();
        try {
            return HTTP.send(request, BodyHandlers.discarding()).statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    /** @throws IllegalStateException when the process ends instead, or takes too long */
    static void await(String url, SystemProcess process, Duration longest) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(5))
                .build();
        long deadline = System.nanoTime() + longest.toNanos();
        while (System.nanoTime() - deadline < 0 && process.isAlive()) {
            try {
                if (HTTP.send(request, BodyHandlers.discarding()).statusCode() == 200) {
                    return;
                }
            } catch (IOException e) {
                // Not yet.
            }
            Thread.sleep(BETWEEN_LOOKS);
        }
        throw new IllegalStateException(process.name()
                + (process.isAlive() ? " is not ready after " + longest.toSeconds() + " s" : " has ended")
                + "; its log is " + process.name() + ".log among the logs");
    }
}
