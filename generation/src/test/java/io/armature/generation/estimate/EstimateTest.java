package io.armature.generation.estimate;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.models.ModelSettings;
import io.armature.models.ModelsSettings;
import io.armature.models.ProviderSettings;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class EstimateTest {
    private static final JsonNode INPUT = json("{\"topic\":\"bees\"}");

    @Test
    void atBestEveryAnswerIsGoodAtTheFirstCall() {
        assertThat(estimate(4).low().calls()).isEqualTo(5);
    }

    @Test
    void oneAnswerInTenIsExpectedToBeAskedForAgain() {
        // Each of 5 answers: two tries of the first tier, one of the second; 1 + 0.1 + 0.01.
        assertThat(estimate(4).expected().calls()).isCloseTo(5 * 1.11, within(1e-9));
    }

    @Test
    void atWorstEveryTryOfEveryTierIsNeededToTheEndOfItsBudget() {
        Figures high = estimate(4).high();
        assertThat(high.calls()).isEqualTo(15);
        // Two answers of 1,000 tokens and one of 2,000, five times.
        assertThat(high.completionTokens()).isEqualTo(5 * 4_000);
    }

    @Test
    void moneyIsTokensTimesPrices() {
        Figures low = estimate(1).low();
        BigDecimal input = BigDecimal.valueOf(low.promptTokens()).multiply(new BigDecimal("0.10"));
        BigDecimal output = BigDecimal.valueOf(low.completionTokens()).multiply(new BigDecimal("0.30"));
        assertThat(low.cost()).isEqualByComparingTo(input.add(output).movePointLeft(6));
    }

    @Test
    void itemsRunSideBySideSoThatMoreOfThemTakeNoLonger() {
        assertThat(estimate(8).expected().time())
                .isEqualTo(estimate(1).expected().time());
        assertThat(estimate(8).expected().cost())
                .isGreaterThan(estimate(1).expected().cost());
    }

    @Test
    void theSlowestChainOfCallsIsTheTime() {
        // Skeleton and one item, each 200 tokens at 100 a second after half a second.
        assertThat(estimate(3).low().time()).isEqualTo(Duration.ofMillis(2 * 2_500));
    }

    @Test
    void itemsOfOneCallShareItAndAreAskedAgainAlone() {
        String together = "together: {most: 4, ask: all.md}";
        // The skeleton and two calls for eight items.
        assertThat(estimate(8, together).low().calls()).isCloseTo(1 + 2, within(1e-9));
        // At worst each item is asked for alone as well: once more on the first tier, and once on the second.
        assertThat(estimate(8, together).high().calls()).isCloseTo(3 + 2 + 8 * 2, within(1e-9));
    }

    private static Estimate estimate(int items) {
        return estimate(items, "");
    }

    private static Estimate estimate(int items, String together) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < items; i++) {
            parts.append(i == 0 ? "" : ",").append("{\"id\":\"p").append(i).append("\"}");
        }
        return Estimate.of(blueprint(together), INPUT, json("{\"parts\":[" + parts + "]}"), models());
    }

    private static Blueprint blueprint(String together) {
        String tiers = "[{model: cheap, tries: 2, maxTokens: 1000, timeout: 9s},"
                + " {model: strong, tries: 1, maxTokens: 1000, maxTokensOnceCut: 2000, timeout: 9s}]";
        return Blueprints.read(new BlueprintFiles(Map.of(
                "blueprint.yaml",
                """
                id: parts
                deadline: 5m
                input: {schema: input.json}
                skeleton: {schema: skeleton.json, system: system.md, ask: ask.md, tiers: %s}
                items: {each: parts, id: id, kind: part}
                kinds:
                  part: {schema: part.json, system: system.md, ask: ask.md, tiers: %s%s}
                """.formatted(tiers, tiers, together.isEmpty() ? "" : ", " + together),
                "input.json",
                "{\"type\":\"object\",\"properties\":{\"topic\":{\"type\":\"string\"}}}",
                "skeleton.json",
                """
                {"type":"object","required":["parts"],"properties":{"parts":{"type":"array","items":
                  {"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}}}}
                """,
                "part.json",
                "{\"type\":\"object\",\"properties\":{\"text\":{\"type\":\"string\"}}}",
                "system.md",
                "Write.",
                "ask.md",
                "{{{input}}}",
                "all.md",
                "{{{specs}}}")));
    }

    private static ModelsSettings models() {
        return new ModelsSettings(
                Map.of(
                        "one",
                        new ProviderSettings(ProviderSettings.Kind.OPENAI, URI.create("http://localhost:1/v1"), null)),
                Map.of("cheap", model("0.10", "0.30"), "strong", model("1.25", "3.75")));
    }

    private static ModelSettings model(String input, String output) {
        return new ModelSettings(
                "one", "any", new BigDecimal(input), null, new BigDecimal(output), 128_000, 8_000, true, null);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
