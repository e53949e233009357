package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class AnswerPropertiesTest {
    private static final JsonMapper PRETTY = JsonMapper.builder()
            .enable(tools.jackson.databind.SerializationFeature.INDENT_OUTPUT)
            .build();

    @Property(tries = 400, shrinking = ShrinkingMode.BOUNDED)
    void anyObjectIsReadBackEqualFromAnyWrapping(
            @ForAll("objects") ObjectNode object, @ForAll("wrappings") List<String> around, @ForAll boolean pretty) {
        String json = pretty ? PRETTY.writeValueAsString(object) : object.toString();
        assertThat(Answer.in(around.get(0) + json + around.get(1))).isEqualTo(new Answer.Found(List.of(object)));
    }

    @Property(tries = 100)
    void noPrefixOfAnyObjectIsTakenForWhole(
            @ForAll("objects") ObjectNode object, @ForAll("wrappings") List<String> around) {
        String answer = around.get(0) + object;
        int begin = around.get(0).length();
        for (int end = begin + 1; end < answer.length(); end++) {
            assertThat(Answer.in(answer.substring(0, end)))
                    .as("%s of %s", end, answer)
                    .isEqualTo(new Answer.CutOff());
        }
    }

    @Property(tries = 500)
    void anyTextAtAllGetsAnAnswer(@ForAll("rubbish") String text) {
        assertThat(Answer.in(text)).isNotNull();
    }

    @Provide
    Arbitrary<String> rubbish() {
        return Arbitraries.of(
                        "{", "}", "[", "]", "\"", "'", "\\", ",", ":", "\u201c", "\u201d", "\ud800", "\u0000", "//",
                        "/*", "*/", "a", "1", "1e9999", "true", "null", "\\u", "```", "\n", " ", "\ufeff", "{\"a\":",
                        "},")
                .list()
                .ofMaxSize(60)
                .map(parts -> String.join("", parts));
    }

    @Provide
    Arbitrary<List<String>> wrappings() {
        return Arbitraries.of(
                List.of("", ""),
                List.of("```json\n", "\n```"),
                List.of("```\n", "\n```\nThat is all."),
                List.of("\ufeff", ""),
                List.of("Here's the {result} you want, see [1]:\n\n", "\n\nHope it's right :-} ]"),
                List.of("<answer>", "</answer>"),
                List.of("~~~~JSON5\n", "\n~~~~"),
                List.of("1. \"Sure!\" ", " \u201cdone\u201d"));
    }

    @Provide
    Arbitrary<ObjectNode> objects() {
        return values(3).list().ofMaxSize(4).map(AnswerPropertiesTest::object);
    }

    private static Arbitrary<JsonNode> values(int depth) {
        JsonNodeFactory nodes = JsonNodeFactory.instance;
        Arbitrary<JsonNode> text = Arbitraries.strings()
                .ofMaxLength(12)
                .filter(s -> s.codePoints().noneMatch(c -> c >= 0xd800 && c <= 0xdfff))
                .map(nodes::stringNode);
        Arbitrary<JsonNode> hostile = Arbitraries.of("}", "{", "```", "\"", "\\", "</input>", "\u201c", "//", "'", "]")
                .map(nodes::stringNode);
        Arbitrary<JsonNode> number = Arbitraries.integers().map(nodes::numberNode);
        Arbitrary<JsonNode> decimal = Arbitraries.bigDecimals()
                .between(java.math.BigDecimal.valueOf(-1e15), java.math.BigDecimal.valueOf(1e15))
                .ofScale(3)
                .filter(d -> d.stripTrailingZeros().scale() > 0)
                .map(nodes::numberNode);
        Arbitrary<JsonNode> word = Arbitraries.of(nodes.booleanNode(true), nodes.booleanNode(false), nodes.nullNode());
        Arbitrary<JsonNode> plain = Arbitraries.oneOf(text, hostile, number, decimal, word);
        if (depth == 0) {
            return plain;
        }
        Arbitrary<List<JsonNode>> inner =
                Arbitraries.lazy(() -> values(depth - 1)).list().ofMaxSize(3);
        return Arbitraries.oneOf(
                plain, inner.map(AnswerPropertiesTest::object), inner.map(AnswerPropertiesTest::array));
    }

    private static ObjectNode object(List<JsonNode> values) {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < values.size(); i++) {
            object.set(i % 2 == 0 ? "n" + i : "n\"{}\u201c\n" + i, values.get(i));
        }
        return object;
    }

    private static ArrayNode array(List<JsonNode> values) {
        return JsonNodeFactory.instance.arrayNode().addAll(values);
    }
}
