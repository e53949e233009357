package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Several items of a kind in one call. */
class TogetherTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String YAML = """
            id: notes
            deadline: 5m
            input: {schema: any.json}
            skeleton: {schema: list.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            items: {each: parts, id: id, kind: note}
            kinds:
              note:
                schema: note.json
                system: p.md
                ask: ask.md
                tiers: [{model: cheap, tries: 2, maxTokens: 100, timeout: 10s}, {model: strong, maxTokens: 100}]
                together: {most: 3, ask: all.md}
                rules: [{id: loud, check: 'content.lines.size() == 0 || content.lines[0].text == spec.word', message: "say ${spec.word}"}]
            document: {items: notes}
            """;

    private final Stage stage = read(files()).item("note");
    private final Together together = stage.together().orElseThrow();
    private final List<Together.Member> members =
            List.of(member("a", "one"), member("b", "two"), member("c", "<three>"));

    @Test
    void onePromptShowsTheSpecsOfAllAndSaysHowToAnswer() {
        Prompt prompt = together.of(members).ask(members.getFirst().variables());

        assertThat(prompt.turns()).singleElement().satisfies(turn -> {
            assertThat(turn.text())
                    .startsWith("Write all:\n<specs>\n[{\"for\":\"a\",\"spec\":{\"id\":\"a\",\"word\":\"one\"}}")
                    .contains("\\u003cthree\\u003e")
                    .contains("one entry for each of [\"a\",\"b\",\"c\"]");
        });
    }

    @Test
    void itIsTriedOnceOnTheFirstModelWithBudgetAndTimeForAll() {
        assertThat(together.of(members).tiers()).singleElement().satisfies(tier -> {
            assertThat(tier.model()).isEqualTo("cheap");
            assertThat(tier.tries()).isEqualTo(1);
            assertThat(tier.maxTokens()).isEqualTo(300);
            assertThat(tier.timeout()).hasSeconds(30);
        });
        assertThat(stage.with("other", false)
                        .together()
                        .orElseThrow()
                        .of(members)
                        .tiers())
                .extracting(Tier::model)
                .containsExactly("other");
    }

    @Test
    void eachEntryIsJudgedByItselfWithItsOwnSpec() {
        Map<String, Together.Part> parts = parts("""
                {"items": [{"for": "b", "content": {"lines": [{"text": "one"}]}},
                           {"for": "a", "content": {"lines": [{"text": "one"}]}},
                           {"for": "c", "content": {"lines": 5}}, {"for": "d", "content": {"lines": []}}]}""");

        assertThat(verdict(parts, "a")).isInstanceOf(Verdict.Accepted.class);
        assertThat(verdict(parts, "b"))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        bad -> assertThat(bad.reasons()).containsExactly(new Reason("loud", "", "say two")));
        assertThat(verdict(parts, "c"))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        bad -> assertThat(bad.reasons())
                                .extracting(Reason::code)
                                .containsExactly("schema"));
        assertThat(parts.get("c").answer()).contains("{\"lines\":5}");
    }

    @Test
    void whatTheAnswerDoesNotHoldIsMissingAndThereIsNoBadAnswerToShow() {
        Map<String, Together.Part> parts = parts(
                "{\"items\": [{\"for\": \"a\", \"content\": {\"lines\": []}}, {\"for\": \"b\", \"content\": 3}]}");

        assertThat(verdict(parts, "a")).isInstanceOf(Verdict.Accepted.class);
        assertThat(List.of("b", "c")).allSatisfy(id -> {
            assertThat(parts.get(id).answer()).isEmpty();
            assertThat(verdict(parts, id))
                    .isInstanceOfSatisfying(
                            Verdict.Rejected.class,
                            bad -> assertThat(bad.reasons())
                                    .extracting(Reason::code)
                                    .containsExactly("missing"));
        });
    }

    @Test
    void anAnswerThatIsCutOffIsCutOffForAll() {
        Verdict verdict = together.of(members)
                .judge(
                        "{\"items\": [{\"for\": \"a\", \"content\": {\"lines\": []}}, {\"for\": \"b\", \"con",
                        members.getFirst().variables());

        assertThat(verdict).isInstanceOf(Verdict.CutOff.class);
    }

    @Test
    void anAnswerWithoutAListIsRejectedAsAWhole() {
        assertThat(together.of(members)
                        .judge("{\"lines\": []}", members.getFirst().variables()))
                .isInstanceOf(Verdict.Rejected.class);
    }

    @Test
    void theAnswersSchemaHoldsTheOneOfAnItemAndItsReferencesLeadWhereTheyDid() {
        AnswerSchema schema = new AnswerSchema(together.of(members).outputSchema());

        assertThat(
                        schema.fits(
                                JSON.readTree(
                                        "{\"items\": [{\"for\": \"a\", \"content\": {\"lines\": [{\"text\": \"x\", \"next\": {\"text\": \"y\"}}]}}]}")))
                .isTrue();
        assertThat(
                        schema.fits(
                                JSON.readTree(
                                        "{\"items\": [{\"for\": \"a\", \"content\": {\"lines\": [{\"text\": \"x\", \"next\": {\"text\": 5}}]}}]}")))
                .isFalse();
        assertThat(schema.fits(JSON.readTree("{\"items\": [{\"content\": {\"lines\": []}}]}")))
                .isFalse();
    }

    static Stream<Arguments> faulty() {
        return Stream.of(
                faulty("{most: 3, ask: all.md}", "{most: 1, ask: all.md}", "12:", "a whole number from 2 to 20"),
                faulty("{most: 3, ask: all.md}", "{ask: all.md}", "12:", "'kinds.note.together.most' is missing"),
                faulty("{most: 3, ask: all.md}", "{most: 3}", "12:", "'kinds.note.together.ask' is missing"),
                faulty("{most: 3, ask: all.md}", "{most: 3, ask: p.md}", "12:", "shows the model none of the items"),
                faulty("{most: 3, ask: all.md}", "{most: 3, ask: ask.md}", "ask.md:1", "no variable {{spec.word}}"),
                faulty("deadline: 5m", "deadline: 5m\nretry: 1h", "3:", "'retry' cannot be"),
                faulty("together: {", "reuse: 1h\n    together: {", "13:", "'reuse' takes an answer again"),
                faulty(
                        "system: p.md\n    ask",
                        "system: ask.md\n    ask",
                        "12:",
                        "the system prompt names what only one"),
                faulty(
                        "kind: note}",
                        "kind: note, dependsOn: after}",
                        "12:",
                        "items of this blueprint depend on each other"));
    }

    @ParameterizedTest(name = "{3}")
    @MethodSource("faulty")
    void whatMakesNoSenseTogetherIsToldWithItsPlaceAndMend(String good, String bad, String place, String what) {
        Map<String, String> files = files();
        assertThat(YAML).contains(good);
        files.put("blueprint.yaml", YAML.replace(good, bad));
        List<Fault> faults = catchThrowableOfType(
                        FaultyBlueprintException.class, () -> Blueprints.read(new BlueprintFiles(files)))
                .faults();
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.toString()).contains(place).contains(what);
            assertThat(fault.mend()).isNotBlank();
        });
    }

    private static Arguments faulty(String good, String bad, String place, String what) {
        return Arguments.of(good, bad, place, what);
    }

    private static Verdict verdict(Map<String, Together.Part> parts, String id) {
        return java.util.Objects.requireNonNull(parts.get(id)).verdict();
    }

    private Map<String, Together.Part> parts(String answer) {
        Verdict verdict = together.of(members).judge(answer, members.getFirst().variables());
        List<Together.Part> parts = together.parts(((Verdict.Accepted) verdict).content(), members);
        return Map.of("a", parts.get(0), "b", parts.get(1), "c", parts.get(2));
    }

    private static Together.Member member(String id, String word) {
        JsonNode spec = JSON.createObjectNode().put("id", id).put("word", word);
        return new Together.Member(id, Variables.forItem(JSON.createObjectNode(), JSON.createObjectNode(), spec));
    }

    private static Blueprint read(Map<String, String> files) {
        return Blueprints.read(new BlueprintFiles(files));
    }

    private static Map<String, String> files() {
        return new HashMap<>(Map.of(
                "blueprint.yaml",
                YAML,
                "any.json",
                "{\"type\": \"object\"}",
                "list.json",
                """
                {"type": "object", "additionalProperties": false, "required": ["parts"], "properties": {"parts":
                  {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["id", "word"],
                    "properties": {"id": {"type": "string"}, "word": {"type": "string"},
                      "after": {"type": "array", "items": {"type": "string"}}}}}}}
                """,
                "note.json",
                """
                {"$schema": "https://json-schema.org/draft/2020-12/schema", "type": "object", "additionalProperties": false,
                 "required": ["lines"],
                 "properties": {"lines": {"type": "array", "items": {"$ref": "#/$defs/line"}}},
                 "$defs": {"line": {"type": "object", "required": ["text"],
                   "properties": {"text": {"type": "string"}, "next": {"$ref": "#/properties/lines/items"}}}}}
                """,
                "p.md",
                "Write.",
                "ask.md",
                "Write {{spec.word}}.",
                "all.md",
                "Write all:\n{{{specs}}}"));
    }
}
