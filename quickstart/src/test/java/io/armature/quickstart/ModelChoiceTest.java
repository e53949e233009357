package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ModelChoiceTest {
    private static final String CHEAP = "--armature.models.catalogue.cheap.";

    @Test
    void withoutAKeyTheSimulatorWritesAndSaysThatItInvents() {
        ModelChoice choice = choice(Map.of("OPENAI_API_KEY", " "));
        assertThat(choice.simulated()).isPresent();
        assertThat(choice.description()).contains("simulator", "invented");
        assertThat(choice.arguments("http://127.0.0.1:1/v1"))
                .contains("--armature.models.providers.openai.base-url=http://127.0.0.1:1/v1");
    }

    @Test
    void openaisKeyAloneMeansOpenaisPublicAddressAndItsModels() {
        ModelChoice choice = choice(Map.of("OPENAI_API_KEY", "sk-secret"));
        assertThat(choice.simulated()).isEmpty();
        assertThat(choice.arguments(""))
                .contains("--armature.models.providers.openai.base-url=https://api.openai.com/v1")
                .contains(CHEAP + "model=gpt-4o-mini", CHEAP + "input-price=0.15", CHEAP + "provider=openai");
        assertThat(choice.description()).contains("https://api.openai.com/v1", "gpt-4o-mini", "gpt-4.1");
    }

    @Test
    void anthropicsKeyAloneMeansAnthropicForBothTiers() {
        ModelChoice choice = choice(Map.of("ANTHROPIC_API_KEY", "sk-ant-secret"));
        assertThat(choice.simulated()).isEmpty();
        assertThat(choice.arguments(""))
                .contains(CHEAP + "provider=anthropic", "--armature.models.catalogue.strong.provider=anthropic")
                .noneMatch(argument -> argument.contains("openai"));
        assertThat(choice.description()).contains("https://api.anthropic.com/v1", "claude-haiku-4-5");
    }

    @Test
    void aBaseUrlIsCalledWithTheCataloguesModels() {
        ModelChoice choice = choice(Map.of("OPENAI_BASE_URL", "http://localhost:11434/v1/"));
        assertThat(choice.arguments(""))
                .isEqualTo(List.of("--armature.models.providers.openai.base-url=http://localhost:11434/v1"));
    }

    @Test
    void openRoutersAddressMeansItsNamesAndItsPrices() {
        ModelChoice choice = choice(Map.of("OPENAI_BASE_URL", "https://openrouter.ai/api/v1"));
        assertThat(choice.arguments(""))
                .contains(CHEAP + "input-price=0.075", "--armature.models.catalogue.strong.output-price=15.00");
        assertThat(choice.description()).contains("mistralai/mistral-small", "anthropic/claude-sonnet-4.6");
    }

    @Test
    void theOptionWinsOverTheEnvironment() {
        assertThat(ModelChoice.of(
                                Optional.of("https://a.test/v1"), false, Map.of("OPENAI_BASE_URL", "https://b.test/v1"))
                        .arguments(""))
                .containsExactly("--armature.models.providers.openai.base-url=https://a.test/v1");
    }

    @Test
    void theSimulatorCanBeHadInSpiteOfAKey() {
        assertThat(ModelChoice.of(Optional.empty(), true, Map.of("OPENAI_API_KEY", "sk-secret"))
                        .simulated())
                .isPresent();
    }

    @Test
    void whatTheEnvironmentNamesStaysWithItsOwnPrices() {
        ModelChoice choice = choice(Map.of("OPENAI_API_KEY", "sk-secret", "ARMATURE_CHEAP_MODEL", "gpt-9"));
        assertThat(choice.arguments("")).noneMatch(argument -> argument.startsWith(CHEAP + "model"));
        assertThat(choice.arguments("")).noneMatch(argument -> argument.startsWith(CHEAP + "input-price"));
        assertThat(choice.description()).contains("cheap gpt-9");
    }

    @Test
    void aKeyIsNeverSaid() {
        for (String key : new String[] {"OPENAI_API_KEY", "ANTHROPIC_API_KEY"}) {
            ModelChoice choice = choice(Map.of(key, "sk-secret"));
            assertThat(choice.description() + choice + choice.arguments("")).doesNotContain("sk-secret");
        }
    }

    @Test
    void whatIsNoBaseUrlIsToldBeforeAnythingStarts() {
        for (String bad : new String[] {"localhost:11434", "ftp://x/v1", "https://user:pass@x/v1", "not a url"}) {
            assertThatThrownBy(() -> choice(Map.of("OPENAI_BASE_URL", bad)))
                    .hasMessageContaining("https://openrouter.ai/api/v1")
                    .hasMessageNotContaining("pass@");
        }
    }

    private static ModelChoice choice(Map<String, String> environment) {
        return ModelChoice.of(Optional.empty(), false, environment);
    }
}
