package io.armature.models;

import static io.armature.models.ProviderSettings.Kind.OPENAI;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.math.BigDecimal;
import java.net.URI;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CatalogueTest {
    @ParameterizedTest
    @CsvSource({
        "http://localhost:11434, http://localhost:11434/v1",
        "http://localhost:11434/, http://localhost:11434/v1",
        "https://openrouter.ai/api/v1/, https://openrouter.ai/api/v1",
        "https://openrouter.ai/api/v1, https://openrouter.ai/api/v1"
    })
    void aBaseUrlMayBeWrittenWithOrWithoutItsVersion(String written, String used) {
        assertThat(new ProviderSettings(OPENAI, URI.create(written), null).baseUrl())
                .isEqualTo(URI.create(used));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "localhost:8083/v1", "ftp://host/v1", "http:///v1"})
    void aBaseUrlThatIsNoneIsRefused(String written) {
        assertThatThrownBy(() -> new ProviderSettings(OPENAI, URI.create(written), null))
                .hasMessageContaining("base-url");
    }

    @Test
    void theKeyIsNeverPrinted() {
        assertThat(new ProviderSettings(OPENAI, URI.create("http://h/v1"), "secret").toString())
                .doesNotContain("secret");
    }

    @Test
    void aModelAtAProviderThatIsNotThereIsRefused() {
        assertThatThrownBy(() -> new ModelsSettings(
                        Map.of(),
                        Map.of(
                                "cheap",
                                new ModelSettings(
                                        "x", "m", BigDecimal.ONE, null, BigDecimal.ONE, 1, 1, true, null, null))))
                .hasMessageContainingAll("cheap", "'x'");
    }

    @Test
    void costIsExactToTheTrillionthOfADollar() {
        Prices prices = new Prices(new BigDecimal("0.10"), new BigDecimal("0.025"), new BigDecimal("0.300001"));
        // 60 fresh at 0.10 + 40 cached at 0.025 + 7 of the answer at 0.300001, per million
        assertThat(prices.cost(new Usage(100, 40, 7))).isEqualTo(new BigDecimal("0.000009100007"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "0.0000001"})
    void aPriceBelowZeroOrFinerThanCanBeBilledIsRefused(String price) {
        assertThatThrownBy(() -> new Prices(new BigDecimal(price), BigDecimal.ONE, BigDecimal.ONE))
                .hasMessageContaining(price);
    }
}
