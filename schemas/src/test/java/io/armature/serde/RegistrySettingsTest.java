package io.armature.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RegistrySettingsTest {
    @Test
    void addressesAreAListSeparatedByCommas() {
        RegistrySettings settings = RegistrySettings.from(Map.of("schema.registry.url", "http://a:1/, https://b/x"));

        assertThat(settings.servers()).containsExactly(URI.create("http://a:1"), URI.create("https://b/x"));
        assertThat(RegistrySettings.from(Map.of("schema.registry.url", List.of("http://a", "http://b")))
                        .servers())
                .hasSize(2);
    }

    @Test
    void timeOutsAndRetriesHaveConfluentsNamesWithAndWithoutPrefix() {
        RegistrySettings settings = RegistrySettings.from(Map.of(
                "schema.registry.url", "http://a",
                "http.connect.timeout.ms", "11",
                "schema.registry.http.read.timeout.ms", 12,
                "max.retries", "0",
                "retries.wait.ms", "14",
                "retries.max.wait.ms", "15"));

        assertThat(settings.connect()).isEqualTo(Duration.ofMillis(11));
        assertThat(settings.answer()).isEqualTo(Duration.ofMillis(12));
        assertThat(settings.retries()).isZero();
        assertThat(settings.firstWait()).isEqualTo(Duration.ofMillis(14));
        assertThat(settings.longestWait()).isEqualTo(Duration.ofMillis(15));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " , ", "localhost:8085", "mock://tests", "http://", "http://a b", "ftp://ann:secret@a"})
    void anAddressThatCannotBeOneIsRefusedAndItsPasswordNotShown(String address) {
        assertThatThrownBy(() -> RegistrySettings.from(Map.of("schema.registry.url", address)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("schema.registry.url")
                .hasMessageNotContaining("secret");
    }

    @Test
    void aMissingAddressIsToldWithAnExample() {
        assertThatThrownBy(() -> RegistrySettings.from(Map.of()))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("http://localhost:8085");
    }

    @Test
    void credentialsNeverShowInATextOfTheSettings() {
        RegistrySettings settings = RegistrySettings.from(Map.of("schema.registry.url", "https://ann:secret@a"));

        assertThat(settings.authorization()).isPresent();
        assertThat(settings.toString()).doesNotContain("secret").doesNotContain("YW5u");
    }

    @Test
    void credentialsOfAKindThatIsNotKnownAreRefusedRatherThanLeftOut() {
        refuses(Map.of("basic.auth.credentials.source", "SASL_INHERIT"), "SASL_INHERIT");
        refuses(Map.of("bearer.auth.credentials.source", "OAUTHBEARER"), "OAUTHBEARER");
        refuses(Map.of("basic.auth.credentials.source", "USER_INFO"), "basic.auth.user.info");
        refuses(Map.of("bearer.auth.credentials.source", "STATIC_TOKEN"), "bearer.auth.token");
        refuses(
                Map.of(
                        "basic.auth.credentials.source", "USER_INFO",
                        "basic.auth.user.info", "a:b",
                        "bearer.auth.token", "c"),
                "keep one");
    }

    @Test
    void valuesThatMakeNoSenseAreRefusedByName() {
        refuses(Map.of("http.read.timeout.ms", "soon"), "http.read.timeout.ms");
        refuses(Map.of("http.read.timeout.ms", "0"), "time-outs");
        refuses(Map.of("max.retries", "-1"), "retries");
    }

    private static void refuses(Map<String, Object> more, String because) {
        Map<String, Object> properties = new java.util.HashMap<>(more);
        properties.put("schema.registry.url", "http://a");
        assertThatThrownBy(() -> RegistrySettings.from(properties))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(because);
    }
}
