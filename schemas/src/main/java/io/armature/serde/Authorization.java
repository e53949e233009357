package io.armature.serde;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.apache.kafka.common.config.ConfigException;

/**
 * What is sent as Authorization header. It never shows in a text.
 *
 * @param header the header's value
 */
record Authorization(String header) {
    static final String BASIC_SOURCE = "basic.auth.credentials.source";
    static final String BEARER_SOURCE = "bearer.auth.credentials.source";

    /**
     * Reads Confluent's properties: {@code basic.auth.credentials.source} {@code URL} (the default) or
     * {@code USER_INFO}, {@code bearer.auth.credentials.source} {@code STATIC_TOKEN}.
     *
     * @throws ConfigException for a source that is not known here, or when there are two kinds of credentials: going on
     *     without any would only fail later and less clearly
     */
    static Optional<Authorization> from(Map<String, ?> properties, List<URI> servers) {
        Optional<Authorization> basic = basic(properties, servers);
        Optional<Authorization> bearer = bearer(properties);
        if (basic.isPresent() && bearer.isPresent()) {
            throw new ConfigException("the schema registry has both basic.auth and bearer.auth credentials; keep one");
        }
        return basic.or(() -> bearer);
    }

    private static Optional<Authorization> basic(Map<String, ?> properties, List<URI> servers) {
        String source = RegistrySettings.text(properties, BASIC_SOURCE).orElse("URL");
        return switch (source) {
            case "URL" ->
                servers.stream()
                        .map(URI::getUserInfo)
                        .filter(Objects::nonNull)
                        .findFirst()
                        .map(Authorization::basic);
            case "USER_INFO" ->
                Optional.of(basic(RegistrySettings.text(properties, "basic.auth.user.info")
                        .orElseThrow(() -> new ConfigException(
                                BASIC_SOURCE + "=USER_INFO needs basic.auth.user.info, as name:password"))));
            default -> throw unknown(BASIC_SOURCE, source, "URL or USER_INFO");
        };
    }

    private static Optional<Authorization> bearer(Map<String, ?> properties) {
        Optional<String> source = RegistrySettings.text(properties, BEARER_SOURCE);
        Optional<String> token = RegistrySettings.text(properties, "bearer.auth.token");
        if (source.isPresent() && !source.get().equals("STATIC_TOKEN")) {
            throw unknown(BEARER_SOURCE, source.get(), "STATIC_TOKEN");
        }
        if (source.isPresent() && token.isEmpty()) {
            throw new ConfigException(BEARER_SOURCE + "=STATIC_TOKEN needs bearer.auth.token");
        }
        return token.map(value -> new Authorization("Bearer " + value));
    }

    private static Authorization basic(String nameAndPassword) {
        return new Authorization(
                "Basic " + Base64.getEncoder().encodeToString(nameAndPassword.getBytes(StandardCharsets.UTF_8)));
    }

    private static ConfigException unknown(String property, String value, String known) {
        return new ConfigException(property + "=" + value + " is not known to these serdes; use " + known
                + ", or set Confluent's own serdes by their class names");
    }

    @Override
    public String toString() {
        return "(hidden)";
    }
}
