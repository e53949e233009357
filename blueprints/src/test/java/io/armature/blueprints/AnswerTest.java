package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class AnswerTest {
    private static final String FENCE = "```";

    static Stream<Arguments> readable() {
        return Stream.of(
                Arguments.of("bare", "{'a':1}".replace('\'', '"')),
                Arguments.of("with a byte order mark", "\ufeff{\"a\":1}"),
                Arguments.of("in a code fence", FENCE + "json\n{\"a\":1}\n" + FENCE),
                Arguments.of("in a code fence without a language", FENCE + "\n{\"a\":1}\n" + FENCE),
                Arguments.of("in a code fence that never ends", FENCE + "json\n{\"a\":1}\n"),
                Arguments.of("in two kinds of fence", "~~~json\n{\"a\":1}\n~~~"),
                Arguments.of("with words before", "Here is the meal you asked for:\n{\"a\":1}"),
                Arguments.of("with words after", "{\"a\":1}\nI hope that helps!"),
                Arguments.of("with words that hold brackets", "Set {x} [as of 2024] [1] -> {\"a\":1} {ok}"),
                Arguments.of("with an apostrophe before", "Here's what you're after: {\"a\":1}. It's all."),
                Arguments.of("with a link after", "{\"a\":1} see [the guide](x) and [2]"),
                Arguments.of("with smart quotes", "{\u201ca\u201d: 1}"),
                Arguments.of("with low smart quotes", "{\u201ea\u201d: 1}"),
                Arguments.of("with single quotes", "{'a': 1}"),
                Arguments.of("with names without quotes", "{a: 1}"),
                Arguments.of("with trailing commas", "{\"a\":1,}"),
                Arguments.of("with comments", "{ // the \"a\" {\n \"a\": /* } */ 1}"),
                Arguments.of("with a thought before", "<think>maybe {\"b\": 2}?</think>{\"a\":1}"));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("readable")
    void anObjectIsRead(String how, String answer) {
        assertThat(Answer.in(answer))
                .isInstanceOfSatisfying(
                        Answer.Found.class,
                        found -> assertThat(found.objects().getLast()).isEqualTo(tree("{\"a\":1}")));
    }

    static Stream<Arguments> contents() {
        return Stream.of(
                Arguments.of("{\"a\": \"} ] { [ \\\" \\\\\"}", "a", "} ] { [ \" \\"),
                Arguments.of("{'a': 'it\"s }'}", "a", "it\"s }"),
                Arguments.of("{\"a\": \"line\nbreak\tand tab\"}", "a", "line\nbreak\tand tab"),
                Arguments.of("{\"a\": \"she said \u201chello\u201d\"}", "a", "she said \u201chello\u201d"),
                Arguments.of("{\"a\": \"\\u0000\"}", "a", "\u0000"),
                Arguments.of("{\"a\": \"\\ud83d\\ude00\"}", "a", "\ud83d\ude00"),
                Arguments.of("{\"a\": \"" + "`".repeat(3) + "json {} \"}", "a", "```json {} "));
    }

    @ParameterizedTest
    @MethodSource("contents")
    void textKeepsWhatItHolds(String answer, String member, String text) {
        assertThat(only(answer).path(member).asString()).isEqualTo(text);
    }

    static Stream<Arguments> faulty() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        return Stream.of(
                Arguments.of("", "there is no JSON object"),
                Arguments.of("I'm sorry, I can't help with that.", "there is no JSON object"),
                Arguments.of("[1, 2, 3]", "there is no JSON object"),
                Arguments.of("[{\"a\":1},{\"a\":2}]", "the answer is a JSON array"),
                Arguments.of("{\"a\":1,\"a\":2}", "uplicate"),
                Arguments.of("{\"a\":{\"b\":1,\"b\":1}}", "uplicate"),
                Arguments.of("{\"a\": abc}", "Unrecognized token 'abc'"),
                Arguments.of("{\"a\": 1 \"b\": 2}", "line 1, column"),
                Arguments.of("{\"a\": \"he said \"no\" to it\", \"b\": {\"c\": 1}}", "line 1, column"),
                Arguments.of("{\"a\": NaN}", "NaN"),
                Arguments.of("{\"a\": 0x10}", "x"),
                Arguments.of("{\"a\": 1e999999999}", "/a is out of range"),
                Arguments.of("{\"a\": [0, -1e400]}", "/a/1 is out of range"),
                Arguments.of("{\"a\": 1e-999999999}", "/a is out of range"),
                Arguments.of("{\"a\": 1e99999999999999999999}", "out of range"),
                Arguments.of("{\"a\": " + "9".repeat(5_000) + "}", "Number value length"),
                Arguments.of("{\"a\": \"\\ud800\"}", "half of a surrogate pair"),
                Arguments.of("{\"a\": \"\\udc00\\ud800\"}", "half of a surrogate pair"),
                Arguments.of("{\"\\ud800\": 1}", "half of a surrogate pair"),
                Arguments.of("{\"a\": " + deep + "}", "nesting depth"),
                Arguments.of("{\"a\":".repeat(100_000) + "1" + "}".repeat(100_000), "nesting depth"),
                Arguments.of("{".repeat(1_000_000), "cannot be read"),
                Arguments.of("x".repeat(1_000_001), "1000001 characters; at most 1000000"));
    }

    @ParameterizedTest
    @MethodSource("faulty")
    void aFaultIsToldWithItsPlace(String answer, String told) {
        assertThat(Answer.in(answer))
                .isInstanceOfSatisfying(
                        Answer.Unreadable.class,
                        unreadable -> assertThat(unreadable.reason().message())
                                .contains(told)
                                .hasSizeLessThan(1_000));
    }

    @ParameterizedTest
    @MethodSource("cutOff")
    void whatBeginsAndDoesNotEndIsCutOff(String answer) {
        assertThat(Answer.in(answer)).isEqualTo(new Answer.CutOff());
    }

    static Stream<String> cutOff() {
        return Stream.of(
                "{",
                "{\"a\": {\"b\": 1}",
                "{\"a\": [{\"b\": 1}, {\"b\": 2}",
                "[{\"a\": 1}, {\"a\":",
                "For example {\"a\": 1}. And now yours: {\"a\": 2, \"b",
                "{\u201ca\u201d: \u201chalf",
                "{\"a\": 1, // and then",
                "{\"a\": tru",
                "{\"a\": 1e",
                "{\"a\": \"\\u00",
                "{\"a\": 1,",
                FENCE + "json\n{\"a\": [1, 2\n\n");
    }

    /** The answer of a model that was stopped anywhere is never taken for whole, wherever that was. */
    @Test
    void noPrefixOfAnAnswerIsEverCompletedByGuess() {
        String answer = BuiltIn.text("good/lunch.json");
        assertThat(Answer.in(answer)).isInstanceOf(Answer.Found.class);
        int begin = answer.indexOf('{');
        int end = answer.lastIndexOf('}');
        for (int length = begin + 1; length <= end; length++) {
            assertThat(Answer.in(answer.substring(0, length)))
                    .as("the first %s characters", length)
                    .isEqualTo(new Answer.CutOff());
        }
    }

    @Test
    void everyObjectOfSeveralIsFoundInOrder() {
        assertThat(Answer.in("For example {\"a\":1}; yours is {\"a\":{\"b\":2}}"))
                .isEqualTo(new Answer.Found(java.util.List.of(tree("{\"a\":1}"), tree("{\"a\":{\"b\":2}}"))));
    }

    private static JsonNode only(String answer) {
        return ((Answer.Found) Answer.in(answer)).objects().getFirst();
    }

    private static JsonNode tree(String json) {
        return JsonMapper.shared().readTree(json);
    }
}
