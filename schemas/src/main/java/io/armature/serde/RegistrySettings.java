package io.armature.serde;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach the registry, read from Confluent's property names.
 *
 * @param servers {@code schema.registry.url}: one or more addresses, tried in turn
 * @param authorization value of the Authorization header, from {@code basic.auth.credentials.source=USER_INFO} with
 *     {@code basic.auth.user.info}, or {@code bearer.auth.credentials.source=STATIC_TOKEN} with
 *     {@code bearer.auth.token}
 * @param timeout {@code schema.registry.request.timeout.ms}: for one whole answer, default 5 s
 * @param attempts {@code schema.registry.attempts}: rounds over all servers before giving up, default 4
 */
record RegistrySettings(List<URI> servers, Optional<String> authorization, Duration timeout, int attempts) {
    RegistrySettings {
        servers = List.copyOf(servers);
        if (servers.isEmpty() || attempts < 1 || !timeout.isPositive()) {
            throw new ConfigException(
                    "schema.registry.url needs at least one address, attempts and time-out must be positive");
        }
    }

    static RegistrySettings from(Map<String, ?> properties) {
        String urls = text(properties, "schema.registry.url")
                .orElseThrow(
                        () -> new ConfigException("schema.registry.url is missing: the address of the schema registry,"
                                + " for example http://localhost:8085"));
        List<URI> servers = Arrays.stream(urls.split(","))
                .map(String::strip)
                .filter(url -> !url.isEmpty())
                .map(url -> URI.create(url.endsWith("/") ? url.substring(0, url.length() - 1) : url))
                .toList();
        return new RegistrySettings(
                servers,
                authorization(properties),
                Duration.ofMillis(number(properties, "schema.registry.request.timeout.ms", 5_000)),
                number(properties, "schema.registry.attempts", 4));
    }

    private static Optional<String> authorization(Map<String, ?> properties) {
        Optional<String> user = text(properties, "basic.auth.user.info")
                .filter(info -> "USER_INFO"
                        .equals(text(properties, "basic.auth.credentials.source")
                                .orElse("")))
                .map(info -> "Basic " + Base64.getEncoder().encodeToString(info.getBytes(StandardCharsets.UTF_8)));
        return user.or(() -> text(properties, "bearer.auth.token")
                .filter(token -> "STATIC_TOKEN"
                        .equals(text(properties, "bearer.auth.credentials.source")
                                .orElse("")))
                .map(token -> "Bearer " + token));
    }

    static Optional<String> text(Map<String, ?> properties, String name) {
        return Optional.ofNullable(properties.get(name)).map(Object::toString).filter(value -> !value.isBlank());
    }

    private static int number(Map<String, ?> properties, String name, int otherwise) {
        return text(properties, name).map(Integer::parseInt).orElse(otherwise);
    }
}
