package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cel.common.CelValidationException;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.json.JsonMapper;

class ExpressionsTest {
    private static final Expressions EXPRESSIONS =
            new Expressions(Map.of("content", JsonMapper.shared().readTree("""
            {"type": "object", "additionalProperties": false, "required": ["n"], "properties": {
              "n": {"type": "integer"}, "zero": {"type": "number"}, "text": {"type": "string"}, "free": {},
              "perhaps": {"type": ["string", "null"]}, "self": {"$ref": "#"},
              "list": {"type": "array", "items": {"$ref": "#/$defs/entry"}},
              "long": {"type": "array", "items": {"type": "number"}}},
             "$defs": {"entry": {"type": "object", "properties": {"x": {"type": "number"}, "name": {"type": "string"}}}}}
            """)), false);
    private static final Map<String, Object> CONTENT =
            Map.of("content", Expressions.value(JsonMapper.shared().readTree("""
            {"n": 3, "zero": 0, "text": "Oats and berries. Good? Yes!", "free": {"q": 4, "s": "x"}, "perhaps": null,
             "list": [{"x": 1.5, "name": "a"}, {"x": 2, "name": "b"}], "long": [%s]}
            """.formatted(
                            IntStream.range(0, 60_000).mapToObj(String::valueOf).collect(Collectors.joining(","))))));

    @ParameterizedTest
    @ValueSource(
            strings = {
                "content.n + 1 == 4",
                "1 + content.n == 4.0",
                "2 * content.n - 0.5 == 5.5",
                "10 / content.n > 3 && 10 / content.n < 3.5",
                "7 / 2 == 3",
                "content.n == 3 && content.n != 4 && content.n >= 3 && 3 <= content.n && content.n < 3.5",
                "content.list.exists(e, e.x == 2) && content.list[1].x == 2",
                "content.list.size() == 2 && content.list.size() * 1.5 == content.n",
                "content.free.q == 4 && content.free.q + 1 > 4.5 && content.free.s == 'x'",
                "content.perhaps == null",
                "!has(content.self) && !has(content.free.nothing)",
                "sum(content.list.map(e, e.x)) == 3.5 && sum([]) == 0",
                "near(content.n, 3.2, 0.1, 0) && near(3, content.n, 0, 0) && !near(content.n, 4, 0.1, 0.5)",
                "abs(-2) == 2 && abs(content.zero - 1.5) == 1.5 && round(2.5) == 3",
                "sentences(content.text) == 3",
                "minutes('07:30') == 450 && minutes('7:30') == 450 && minutes('23:59') == 1439",
                "mentions(content.text, ['berry', 'nut']) && !mentions(content.text, ['oat bar', 'berr', '', 'ries'])",
                "mentions('Cashew-nuts, roasted', ['nut']) && mentions('Tomatoes', ['tomato'])",
                "!mentions('Coconut milk', ['nut']) && mentions('Peanut butter', ['peanuts'])"
            })
    void thisHolds(String expression) throws Exception {
        assertThat(EXPRESSIONS.check(expression).on(CONTENT)).isEqualTo(true);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "content.m == 1 | undefined field 'm'",
                "content.list.all(e, e.y > 1) | undefined field 'y'",
                "content.list.filter(e, e.x > 1).map(e, e.nam) == ['a'] | undefined field 'nam'",
                "content.self.self.m == 1 | undefined field 'm'",
                "other.n == 1 | undeclared reference",
                "content.text + 1 == 2 | no matching overload",
                "content.text > 3 | no matching overload",
                "content.n == 'three' | no matching overload",
                "sum(content.list.map(e, e.name)) > 1 | no matching overload",
                "near(content.text, 1, 1, 1) | no matching overload",
                "mentions(content.text, [1]) | no matching overload",
                "content.n + 1 | expected type 'bool'",
                "content.n == | mismatched input",
                "java.lang.System.exit(0) == 0 | undeclared reference",
                "content.getClass() == 1 | undeclared reference",
                "content.text.getClass().forName(content.text) == 1 | undeclared reference"
            })
    void aFaultIsFoundWhenItIsCompiled(String expression, String told) {
        assertThatThrownBy(() -> EXPRESSIONS.check(expression))
                .isInstanceOf(CelValidationException.class)
                .hasMessageContaining(told);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 / 0 == 1 | it divides by zero",
                "content.self.n == 1 | the member 'self' is missing",
                "content.free.r > 1 | the member 'r' is missing",
                "content.list[7].x == 1 | out of bounds",
                "sum(content.free.q) > 1 | No matching overload for function 'sum'",
                "sum([content.free.s]) > 1 | the sum holds x, which is no number",
                "minutes(content.text) > 1 | no time of day",
                "minutes('24:00') > 1 | no time of day",
                "content.long.all(a, content.long.all(b, a >= 0 && b >= 0)) | Iteration budget exceeded",
                "content.long.map(a, a + 1).size() > 0 | Iteration budget exceeded",
                "[1,2,3,4,5,6,7,8,9].all(a, content.long.exists(b, sum(content.long) < 0)) | looks at too much"
            })
    void whatCannotBeAppliedSaysWhy(String expression, String told) throws Exception {
        Rule rule = Rule.compile(EXPRESSIONS, "r", "", expression, "m");
        assertThat(rule.check(CONTENT))
                .hasValueSatisfying(reason -> assertThat(reason.message())
                        .startsWith("the rule r cannot be applied here: ")
                        .contains(told));
    }

    @Test
    void aNumberDividedByZeroIsNotNearToAnything() throws Exception {
        assertThat(EXPRESSIONS
                        .check("near(content.n / content.zero, 3, 0.1, 1)")
                        .on(CONTENT))
                .isEqualTo(false);
    }

    @Test
    void aMessageShowsValuesShortAndOnOneLine() throws Exception {
        Message message = Message.compile(
                EXPRESSIONS,
                "n is ${content.n}, names are ${content.list.map(e, e.name)}, braces ${ {'a}': '}'}['a}'] }, ${'x\\ny'}, "
                        + "none ${content.list.filter(e, e.x > 9).map(e, e.name)}, long ${content.long}");
        assertThat(message.said(CONTENT))
                .startsWith("n is 3, names are a, b, braces }, x y, none none, long 0, 1, 2,")
                .hasSizeLessThan(400);
    }

    @Test
    void oneCompiledRuleServesManyThreads() throws Exception {
        Rule rule = Rule.compile(EXPRESSIONS, "r", "", "sum(content.list.map(e, e.x)) == 3.5", "m");
        assertThat(IntStream.range(0, 2_000).parallel().mapToObj(i -> rule.check(CONTENT)))
                .allMatch(java.util.Optional::isEmpty);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "One. Two! Three? | 3",
                "One | 1",
                "One. And a half | 2",
                "It has 2.5 g of salt, e.g. in soy sauce. Fine. | 2",
                "Wait... what? Yes. | 3",
                "He said: \"Eat.\" Then he left. | 2",
                "'' | 0"
            })
    void sentencesAreCountedAsAReaderWould(String text, long count) {
        assertThat(Fuel.filled(() -> Functions.sentences(text.equals("''") ? "" : text)))
                .isEqualTo(count);
    }

    @Test
    void reasonsAreBoundedInNumberAndLength() {
        List<Reason> many = IntStream.range(0, 1_000)
                .mapToObj(i -> new Reason("c", "/" + "p".repeat(5_000), "line\nbreak " + "\ud83d\ude00".repeat(5_000)))
                .toList();
        List<Reason> kept = Reasons.trimmed(many);
        assertThat(kept).hasSize(Reasons.MOST + 1);
        assertThat(kept.getLast().message()).isEqualTo("and 980 more faults of this sort");
        assertThat(kept).allSatisfy(reason -> {
            assertThat(reason.message())
                    .hasSizeLessThanOrEqualTo(Reasons.LONGEST)
                    .doesNotContain("\n");
            assertThat(Unfit.in(JsonMapper.shared().valueToTree(reason.message())))
                    .isEmpty();
        });
    }
}
