package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** An item that is written in two halves. */
class SplitTest {
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final String YAML = """
            id: books
            deadline: 5m
            input: {schema: any.json}
            skeleton: {schema: list.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            items: {each: parts, id: id, kind: chapter}
            kinds:
              chapter:
                schema: chapter.json
                system: p.md
                ask: ask.md
                tiers: [{model: cheap, tries: 2, maxTokens: 100, maxTokensOnceCut: 150}]
                split: {outline: outline.md, half: half.md, join: [lines]}
                rules: [{id: named, check: content.title == spec.id, message: "call it ${spec.id}"}]
            """;
    private static final JsonNode OUTLINE = JSON.readTree("""
            {"halves": [{"title": "Before", "holds": ["one", "two"]}, {"title": "After", "holds": ["<three>"]}]}""");

    private final Split split = read(files()).item("chapter").split().orElseThrow();
    private final Variables variables = Variables.forItem(
            JSON.createObjectNode(),
            JSON.createObjectNode(),
            JSON.createObjectNode().put("id", "I"));

    @Test
    void anOutlineNamesTwoHalves() {
        Stage outline = split.outline();
        assertThat(outline.name()).isEqualTo("books--chapter--outline");
        assertThat(outline.ask(variables).turns().getFirst().text()).isEqualTo("Divide \"I\".");
        assertThat(outline.judge(OUTLINE.toString(), variables)).isEqualTo(new Verdict.Accepted(OUTLINE));
        assertThat(outline.judge("{\"halves\": [{\"title\": \"All\", \"holds\": [\"it\"]}]}", variables))
                .isInstanceOf(Verdict.Rejected.class);
        assertThat(outline.judge("{\"halves\": [{\"title\"", variables)).isInstanceOf(Verdict.CutOff.class);
    }

    @Test
    void eachHalfIsAskedForWithTheLargerBudgetAndSeesWhatItIsToHold() {
        Stage half = split.half(OUTLINE, 2);
        assertThat(half.tiers()).extracting(Tier::maxTokens).containsExactly(150);
        assertThat(half.ask(variables).turns().getFirst().text())
                .startsWith("Write \"After\":\n<half>\n{\"number\":2,\"title\":\"After\"")
                .contains("\\u003cthree\\u003e", "<outline>");
        assertThat(half.askAgain(variables, Optional.of("{}"), List.of(new Reason("schema", "", "a list is missing")))
                        .turns())
                .hasSize(3);
    }

    @Test
    void aHalfHasItsListsAndNeedNotHoldWhatTheWholeMust() {
        Stage half = split.half(OUTLINE, 1);
        assertThat(half.judge("{\"title\": \"?\", \"lines\": [\"a\"]}", variables))
                .isInstanceOf(Verdict.Accepted.class);
        assertThat(half.judge("{\"title\": \"I\"}", variables))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        bad -> assertThat(bad.reasons())
                                .extracting(Reason::pointer)
                                .containsExactly("/lines"));
    }

    @Test
    void theWholeIsTheFirstWithTheListsOfBothAndIsHeldToSchemaAndRules() {
        JsonNode whole = split.joined(
                JSON.readTree("{\"title\": \"I\", \"lines\": [\"a\", \"b\"]}"),
                JSON.readTree("{\"title\": \"II\", \"lines\": [\"c\"]}"));
        assertThat(whole.toString()).isEqualTo("{\"title\":\"I\",\"lines\":[\"a\",\"b\",\"c\"]}");
        assertThat(split.judge(whole, variables)).isInstanceOf(Verdict.Accepted.class);
        assertThat(codes("{\"title\": \"II\", \"lines\": [\"a\", \"b\", \"c\"]}"))
                .containsExactly("named");
        assertThat(codes("{\"title\": \"I\", \"lines\": [\"a\"]}")).containsExactly("schema");
    }

    @Test
    void stepsOfACodeProjectAreDividedByTheirFiles() {
        Blueprint project = Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals("code-project"))
                .findFirst()
                .orElseThrow();
        assertThat(project.kinds()).hasSize(10).allSatisfy(kind -> {
            Split files = project.item(kind).split().orElseThrow();
            assertThat(files.joined(
                                    JSON.readTree("{\"summary\": \"s\", \"files\": [1]}"),
                                    JSON.readTree("{\"summary\": \"t\", \"files\": [2]}"))
                            .toString())
                    .isEqualTo("{\"summary\":\"s\",\"files\":[1,2]}");
        });
    }

    static Stream<Arguments> faulty() {
        return Stream.of(
                Arguments.of("join: [lines]", "join: [words]", "which is no required list of the content"),
                Arguments.of("join: [lines]", "join: [title]", "which is no required list of the content"),
                Arguments.of("join: [lines]", "join: []", "names no list"),
                Arguments.of("outline: outline.md, ", "", "'kinds.chapter.split.outline' is missing"),
                Arguments.of("half: half.md, ", "", "'kinds.chapter.split.half' is missing"),
                Arguments.of("outline: outline.md", "outline: half.md", "there is no variable {{half.title}}"));
    }

    @ParameterizedTest(name = "{1}")
    @MethodSource("faulty")
    void whatCannotBeIsToldWithItsPlaceAndMend(String good, String bad, String what) {
        assertThat(YAML).contains(good);
        Map<String, String> files = files();
        files.put("blueprint.yaml", YAML.replace(good, bad));
        List<Fault> faults = catchThrowableOfType(FaultyBlueprintException.class, () -> read(files))
                .faults();
        assertThat(faults).anySatisfy(fault -> {
            assertThat(fault.toString()).contains(what);
            assertThat(fault.line()).isPositive();
            assertThat(fault.mend()).isNotBlank();
        });
    }

    private List<String> codes(String whole) {
        return ((Verdict.Rejected) split.judge(JSON.readTree(whole), variables))
                .reasons().stream().map(Reason::code).toList();
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
                  {"type": "array", "items": {"type": "object", "additionalProperties": false, "required": ["id"],
                    "properties": {"id": {"type": "string"}}}}}}
                """,
                "chapter.json",
                """
                {"type": "object", "additionalProperties": false, "required": ["title", "lines"],
                 "properties": {"title": {"type": "string"}, "words": {"type": "array", "items": {"type": "string"}},
                   "lines": {"type": "array", "minItems": 3, "items": {"type": "string"}}}}
                """,
                "p.md",
                "Write.",
                "ask.md",
                "Write {{spec.id}}.",
                "outline.md",
                "Divide {{spec.id}}.",
                "half.md",
                "Write {{half.title}}:\n{{{half}}}\n{{{outline}}}"));
    }
}
