package io.armature.cluster;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;

/** Reads one metric of a service from the text that it shows to Prometheus. */
final class Scrape {
    private static final HttpClient HTTP =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();

    private Scrape() {}

    static double sum(String url, String metric, String label) throws InterruptedException {
        HttpRequest request = HttpRequest.newBuilder(URI.create(url))
                .timeout(Duration.ofSeconds(30))
                .build();
        try {
            return sumOf(HTTP.send(request, BodyHandlers.ofString()).body(), metric, label);
        } catch (IOException e) {
            throw new UncheckedIOException("nobody shows metrics at " + url, e);
        }
    }

    /** Lines are {@code name{labels} value} or {@code name value}. */
    static double sumOf(String text, String metric, String label) {
        return text.lines()
                .filter(line -> line.startsWith(metric + "{") || line.startsWith(metric + " "))
                .filter(line -> line.contains(label))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
