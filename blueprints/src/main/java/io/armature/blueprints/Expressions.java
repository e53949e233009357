package io.armature.blueprints;

import dev.cel.bundle.Cel;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOptions;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.CelValidationException;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelFunctionBinding;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/**
 * Expressions in CEL (Common Expression Language) over JSON: bounded in size, depth and iterations, and nothing outside
 * their variables can be reached. All numbers are doubles; write {@code 2.0}, not {@code 2}, in arithmetic.
 *
 * <p>Own functions: {@code sum(list)}, {@code abs(x)}, {@code round(x)}, {@code near(found, wanted, share, plus)} (true
 * when they differ by at most {@code share} of wanted plus {@code plus}), {@code sentences(text)},
 * {@code minutes("HH:MM")}, {@code mentions(text, words)} (any of the words stands in the text, as a whole word or its
 * plural).
 */
final class Expressions {
    private static final int MOST_ITERATIONS = 100_000;
    private static final int MOST_NODES = 2_000;
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?]+(?=\\s|$)");

    private final Cel cel;

    Expressions(Collection<String> variables) {
        ListType list = ListType.create(SimpleType.DYN);
        var builder = CelFactory.standardCelBuilder()
                .setOptions(CelOptions.current()
                        .enableHeterogeneousNumericComparisons(true)
                        .comprehensionMaxIterations(MOST_ITERATIONS)
                        .maxParseExpressionNodeCount(MOST_NODES)
                        .build())
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(
                        function("sum", SimpleType.DOUBLE, list),
                        function("abs", SimpleType.DOUBLE, SimpleType.DYN),
                        function("round", SimpleType.INT, SimpleType.DYN),
                        function(
                                "near",
                                SimpleType.BOOL,
                                SimpleType.DYN,
                                SimpleType.DYN,
                                SimpleType.DYN,
                                SimpleType.DYN),
                        function("sentences", SimpleType.INT, SimpleType.DYN),
                        function("minutes", SimpleType.INT, SimpleType.DYN),
                        function("mentions", SimpleType.BOOL, SimpleType.DYN, list))
                .addFunctionBindings(
                        CelFunctionBinding.from("sum_", Collection.class, Expressions::sum),
                        CelFunctionBinding.from("abs_", Number.class, x -> Math.abs(x.doubleValue())),
                        CelFunctionBinding.from("round_", Number.class, x -> Math.round(x.doubleValue())),
                        CelFunctionBinding.from(
                                "near_",
                                List.of(Number.class, Number.class, Number.class, Number.class),
                                arguments -> near(
                                        (Number) arguments[0], (Number) arguments[1], (Number) arguments[2], (Number)
                                                arguments[3])),
                        CelFunctionBinding.from("sentences_", String.class, Expressions::sentences),
                        CelFunctionBinding.from("minutes_", String.class, Expressions::minutes),
                        CelFunctionBinding.from("mentions_", String.class, Collection.class, Expressions::mentions));
        variables.forEach(name -> builder.addVar(name, SimpleType.DYN));
        this.cel = builder.build();
    }

    /** A compiled expression; thread-safe. */
    interface Compiled {
        /**
         * Its value.
         *
         * @throws CelEvaluationException when the data lacks what it names, or its functions do not fit the data
         */
        Object on(Map<String, Object> variables) throws CelEvaluationException;
    }

    /**
     * Compiles an expression.
     *
     * @throws CelValidationException with every fault of it
     */
    Compiled compile(String expression) throws CelValidationException {
        try {
            CelRuntime.Program program =
                    cel.createProgram(cel.compile(expression).getAst());
            return program::eval;
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("the expression cannot be run: " + e.getMessage(), e);
        }
    }

    /** JSON as CEL's values: numbers as doubles. */
    static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = new LinkedHashMap<>();
                node.properties().forEach(p -> map.put(p.getKey(), value(p.getValue())));
                yield map;
            }
            case ARRAY -> {
                List<Object> list = new ArrayList<>(node.size());
                node.forEach(element -> list.add(value(element)));
                yield list;
            }
            case STRING -> node.asString();
            case NUMBER -> node.asDouble();
            case BOOLEAN -> node.asBoolean();
            case NULL, MISSING, BINARY, POJO -> dev.cel.common.values.NullValue.NULL_VALUE;
        };
    }

    /** A value as it reads in a message. */
    static String text(Object value) {
        if (value instanceof Double number) {
            return Math.rint(number) == number && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : String.format(Locale.ROOT, "%.1f", number);
        }
        if (value instanceof Collection<?> list) {
            return String.join(", ", list.stream().map(Expressions::text).toList());
        }
        return String.valueOf(value);
    }

    private static CelFunctionDecl function(String name, CelType result, CelType... arguments) {
        return CelFunctionDecl.newFunctionDeclaration(
                name, CelOverloadDecl.newGlobalOverload(name + "_", result, arguments));
    }

    private static double sum(Collection<?> numbers) {
        return numbers.stream().mapToDouble(n -> ((Number) n).doubleValue()).sum();
    }

    private static boolean near(Number found, Number wanted, Number share, Number plus) {
        double bound = Math.abs(wanted.doubleValue()) * share.doubleValue() + plus.doubleValue();
        return Math.abs(found.doubleValue() - wanted.doubleValue()) <= bound + 1e-9;
    }

    private static long sentences(String text) {
        return SENTENCE_END.matcher(text.strip()).results().count();
    }

    private static long minutes(String time) {
        String[] parts = time.split(":", 2);
        return Long.parseLong(parts[0]) * 60 + Long.parseLong(parts[1]);
    }

    private static boolean mentions(String text, Collection<?> words) {
        String padded = " " + text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]+", " ") + " ";
        return words.stream()
                .map(word -> word.toString().toLowerCase(Locale.ROOT).strip())
                .filter(word -> !word.isEmpty())
                .anyMatch(word -> padded.contains(" " + word + " ")
                        || padded.contains(" " + word + "s ")
                        || (word.endsWith("s") && padded.contains(" " + word.substring(0, word.length() - 1) + " ")));
    }
}
