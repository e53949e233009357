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
import java.util.Comparator;
import java.util.List;
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
        // Two of the first tier; of the second one that is cut off, and one more for that, of 2,000 tokens; five times.
        assertThat(high.calls()).isEqualTo(5 * 4);
        assertThat(high.completionTokens()).isEqualTo(5 * 5_000);
    }

    @Test
    void atWorstWhatIsCutOffAgainIsWrittenInTwoWithAllTriesForEachPiece() {
        String split = "split: {outline: ask.md, half: half.md, join: [lines]}";
        // Each of four items: on the first tier two tries, then an outline and two halves with two tries each; on the
        // second two answers that are cut off, then one for each piece.
        assertThat(estimate(4, split).high().calls()).isEqualTo(4 + 4 * (2 + 3 * 2 + 2 + 3));
        assertThat(estimate(4, split).expected()).isEqualTo(estimate(4).expected());
        assertThat(estimate(4, split).low()).isEqualTo(estimate(4).low());
    }

    @Test
    void atWorstTheFirstTryIsCutOffWhereThatCostsMoreThanTheLast() {
        // Four tries: one of 1,000 tokens and three of 8,000, rather than four and one.
        assertThat(estimate(1, "", "tries: 4, maxTokens: 1000, maxTokensOnceCut: 8000")
                        .high()
                        .completionTokens())
                .isEqualTo(2 * (25_000 + 3_000));
        // Two tries: two and one more.
        assertThat(estimate(1, "", "tries: 2, maxTokens: 1000, maxTokensOnceCut: 8000")
                        .high()
                        .completionTokens())
                .isEqualTo(2 * (10_000 + 3_000));
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
        // Of each call one item in ten is asked for again: once on the first tier, and then on the second.
        assertThat(estimate(8, together).expected().calls()).isCloseTo(1.11 + 2 + 8 * (0.1 + 0.01), within(1e-9));
        // At worst the calls are made in vain, and each item is asked for alone as if they had not been.
        assertThat(estimate(8, together).high().calls())
                .isCloseTo(2 + estimate(8).high().calls(), within(1e-9));
    }

    @Test
    void itemsThatTheModelCannotWriteAtOnceAreAskedForTogetherInVain() {
        String together = "together: {most: 20, ask: all.md}";
        // Twenty of 500 tokens in one answer of 8,000 at most; then each alone.
        Figures figures = estimate(20, together).expected();
        assertThat(figures.calls()).isCloseTo(1 + estimate(20).expected().calls(), within(1e-9));
        assertThat(figures.completionTokens())
                .isCloseTo(8_000 + estimate(20).expected().completionTokens(), within(1e-6));
        assertThat(figures.cost()).isGreaterThan(estimate(20).expected().cost());
    }

    @Test
    void atWorstItemsThatMustDifferAreAskedForAgainInEveryRound() {
        String tiers = "tries: 2, maxTokens: 1000";
        Estimate distinct = estimate(4, "", tiers, "distinct: {name: name, text: [name], threshold: 0.9, rounds: 2}");

        assertThat(distinct.high().calls()).isEqualTo(4 + 4 * 3 * 4);
        assertThat(distinct.expected()).isEqualTo(estimate(4).expected());
    }

    @Test
    void lowIsNeverMoreThanExpectedNorThatMoreThanHigh() {
        for (String how : List.of("", "together: {most: 3, ask: all.md}", "together: {most: 20, ask: all.md}")) {
            for (int items : List.of(1, 3, 20)) {
                Estimate estimate = estimate(items, how);
                assertThat(List.of(estimate.low(), estimate.expected(), estimate.high()))
                        .as(how + " " + items)
                        .isSortedAccordingTo(Comparator.comparing(Figures::calls))
                        .isSortedAccordingTo(Comparator.comparing(Figures::promptTokens))
                        .isSortedAccordingTo(Comparator.comparing(Figures::completionTokens))
                        .isSortedAccordingTo(Comparator.comparing(Figures::cost))
                        .isSortedAccordingTo(Comparator.comparing(Figures::time));
            }
        }
    }

    private static Estimate estimate(int items) {
        return estimate(items, "");
    }

    private static Estimate estimate(int items, String more) {
        return estimate(items, more, "tries: 2, maxTokens: 1000");
    }

    private static Estimate estimate(int items, String more, String firstTier) {
        return estimate(items, more, firstTier, "");
    }

    /**
     * @param more of the kind
     * @param whole more of the blueprint
     */
    private static Estimate estimate(int items, String more, String firstTier, String whole) {
        StringBuilder parts = new StringBuilder();
        for (int i = 0; i < items; i++) {
            parts.append(i == 0 ? "" : ",").append("{\"id\":\"p").append(i).append("\"}");
        }
        return Estimate.of(blueprint(more, firstTier, whole), INPUT, json("{\"parts\":[" + parts + "]}"), models());
    }

    private static Blueprint blueprint(String more, String firstTier, String whole) {
        String tiers = "[{model: cheap, " + firstTier + ", timeout: 9s},"
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
                %s
                """.formatted(tiers, tiers, more.isEmpty() ? "" : ", " + more, whole),
                "input.json",
                "{\"type\":\"object\",\"properties\":{\"topic\":{\"type\":\"string\"}}}",
                "skeleton.json",
                """
                {"type":"object","required":["parts"],"properties":{"parts":{"type":"array","items":
                  {"type":"object","required":["id"],"properties":{"id":{"type":"string"}}}}}}
                """,
                "part.json",
                "{\"type\":\"object\",\"required\":[\"lines\"],\"properties\":{"
                        + "\"lines\":{\"type\":\"array\"},\"name\":{\"type\":\"string\"}}}",
                "system.md",
                "Write.",
                "ask.md",
                "{{{input}}}",
                "half.md",
                "{{{half}}}",
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
                "one", "any", new BigDecimal(input), null, new BigDecimal(output), 128_000, 8_000, true, null, null);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
