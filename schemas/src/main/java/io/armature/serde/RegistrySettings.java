package io.armature.serde;

import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigException;

/**
 * How to reach the registry, by Confluent's property names (each also with the prefix {@code schema.registry.}).
 *
 * @param servers {@code schema.registry.url}: one or more addresses, tried in turn
 * @param authorization see {@link Authorization}
 * @param tls {@code schema.registry.ssl.*}, without the prefix: Kafka's own names, empty for the defaults of the JDK
 * @param connect {@code http.connect.timeout.ms}: the most that connecting may take, default 5 s
 * @param answer {@code http.read.timeout.ms}: the most that a whole answer may take, body included, default 5 s
 * @param retries {@code max.retries}: rounds over all servers after the first, from 0, default 3
 * @param firstWait {@code retries.wait.ms}: before the first retry; it doubles with each, default 100 ms
 * @param longestWait {@code retries.max.wait.ms}: before any retry, default 2 s
 */
record RegistrySettings(
        List<URI> servers,
        Optional<Authorization> authorization,
        Map<String, Object> tls,
        Duration connect,
        Duration answer,
        int retries,
        Duration firstWait,
        Duration longestWait) {
    private static final String PREFIX = "schema.registry.";
    private static final String URL = PREFIX + "url";
    private static final String TLS = PREFIX + "ssl.";

    RegistrySettings {
        servers = List.copyOf(servers);
        tls = Map.copyOf(tls);
        if (servers.isEmpty()) {
            throw new ConfigException(URL + " names no address");
        }
        if (!connect.isPositive() || !answer.isPositive() || retries < 0 || firstWait.isNegative()) {
            throw new ConfigException("the schema registry's time-outs must be positive (" + connect + ", " + answer
                    + "), its retries and waits not negative (" + retries + ", " + firstWait + ")");
        }
    }

    static RegistrySettings from(Map<String, ?> properties) {
        List<URI> named = Arrays.stream(text(properties, URL)
                        .orElseThrow(() -> new ConfigException(URL
                                + " is missing: the address of the schema registry, for example"
                                + " http://localhost:8085/apis/ccompat/v7"))
                        .split(","))
                .map(String::strip)
                .filter(address -> !address.isEmpty())
                .map(RegistrySettings::address)
                .toList();
        return new RegistrySettings(
                named.stream().map(RegistrySettings::withoutCredentials).toList(),
                Authorization.from(properties, named),
                tls(properties),
                millis(properties, "http.connect.timeout.ms", 5_000),
                millis(properties, "http.read.timeout.ms", 5_000),
                number(properties, "max.retries", 3),
                millis(properties, "retries.wait.ms", 100),
                millis(properties, "retries.max.wait.ms", 2_000));
    }

    /** A property's text, by its name or with the prefix; lists are joined by commas. */
    static Optional<String> text(Map<String, ?> properties, String name) {
        return Optional.<Object>ofNullable(properties.get(PREFIX + name))
                .or(() -> Optional.ofNullable(properties.get(name)))
                .map(value -> value instanceof Collection<?> list
                        ? list.stream().map(String::valueOf).collect(Collectors.joining(","))
                        : value.toString())
                .filter(value -> !value.isBlank());
    }

    static boolean flag(Map<String, ?> properties, String name, boolean otherwise) {
        return text(properties, name)
                .map(value -> switch (value) {
                    case "true" -> true;
                    case "false" -> false;
                    default -> throw new ConfigException(name + " is " + value + "; it must be true or false");
                })
                .orElse(otherwise);
    }

    private static URI address(String address) {
        try {
            URI uri = new URI(address.replaceAll("/+$", ""));
            if (uri.getHost() != null && ("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))) {
                return uri;
            }
        } catch (URISyntaxException e) {
            // Told below, without the address: it may hold a password.
        }
        throw new ConfigException(URL + " must be one or more http:// or https:// addresses with a host, separated by"
                + " commas, and is not");
    }

    private static URI withoutCredentials(URI uri) {
        return uri.getRawUserInfo() == null ? uri : URI.create(uri.toString().replaceFirst("://[^/@]*@", "://"));
    }

    private static Map<String, Object> tls(Map<String, ?> properties) {
        Map<String, Object> tls = new TreeMap<>();
        properties.forEach((name, value) -> {
            if (name.startsWith(TLS) && value != null) {
                tls.put(name.substring(PREFIX.length()), value);
            }
        });
        return tls;
    }

    private static Duration millis(Map<String, ?> properties, String name, int otherwise) {
        return Duration.ofMillis(number(properties, name, otherwise));
    }

    private static int number(Map<String, ?> properties, String name, int otherwise) {
        try {
            return text(properties, name).map(Integer::parseInt).orElse(otherwise);
        } catch (NumberFormatException e) {
            throw new ConfigException(name + " must be a whole number: " + e.getMessage());
        }
    }
}
