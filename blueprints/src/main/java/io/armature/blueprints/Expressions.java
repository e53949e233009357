package io.armature.blueprints;

import com.google.common.base.Suppliers;
import com.google.common.collect.ImmutableMap;
import dev.cel.bundle.Cel;
import dev.cel.bundle.CelBuilder;
import dev.cel.bundle.CelFactory;
import dev.cel.common.CelAbstractSyntaxTree;
import dev.cel.common.CelOptions;
import dev.cel.common.CelValidationException;
import dev.cel.common.ast.CelReference;
import dev.cel.common.types.CelType;
import dev.cel.common.types.SimpleType;
import dev.cel.parser.CelStandardMacro;
import dev.cel.runtime.CelEvaluationException;
import dev.cel.runtime.CelRuntime;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Expressions in CEL (Common Expression Language) over JSON: bounded in size, depth, iterations and work, and nothing
 * outside their variables can be reached. Whole numbers and decimals may be mixed. Members that the variables' schemas
 * do not name, and operators that do not fit their types, are found when an expression is compiled.
 *
 * <p>Own functions: {@code sum(list)}, {@code abs(x)}, {@code round(x)}, {@code near(found, wanted, share, plus)} (true
 * when they differ by at most {@code share} of wanted plus {@code plus}), {@code sentences(text)},
 * {@code minutes("HH:MM")}, {@code mentions(text, words)} (any of the words stands in the text, as a whole word, in
 * singular or plural).
 */
final class Expressions {
    /** Steps of all, filter, map and their like in one evaluation, nested ones multiplied. */
    static final int MOST_ITERATIONS = 50_000;

    /** Longest expression, in characters. */
    static final int LONGEST = 4_000;

    private static final int MOST_NODES = 2_000;
    private static final int MOST_DEPTH = 100;

    private static final CelOptions OPTIONS = CelOptions.current()
            .enableHeterogeneousNumericComparisons(true)
            .comprehensionMaxIterations(MOST_ITERATIONS)
            .maxParseExpressionNodeCount(MOST_NODES)
            .maxParseRecursionDepth(MOST_DEPTH)
            .maxExpressionCodePointSize(LONGEST)
            .build();

    private final Supplier<Cel> checks;
    private final Supplier<Cel> values;
    private final boolean checkedBefore;

    /**
     * @param schemas what each variable looks like
     * @param checkedBefore each expression was compiled elsewhere before; it is so here when it is first used
     */
    Expressions(Map<String, JsonNode> schemas, boolean checkedBefore) {
        this.checks = Suppliers.memoize(
                () -> builder(schemas).setResultType(SimpleType.BOOL).build());
        this.values = Suppliers.memoize(() -> builder(schemas).build());
        this.checkedBefore = checkedBefore;
    }

    private static CelBuilder builder(Map<String, JsonNode> schemas) {
        Functions functions = new Functions();
        SchemaTypes types = new SchemaTypes();
        CelBuilder builder = CelFactory.standardCelBuilder()
                .setOptions(OPTIONS)
                .setStandardMacros(CelStandardMacro.STANDARD_MACROS)
                .addFunctionDeclarations(functions.declarations())
                .addFunctionBindings(functions.bindings());
        schemas.forEach((name, schema) -> {
            CelType type = types.of(name, schema);
            builder.addVar(name, type);
        });
        return builder.setTypeProvider(types);
    }

    /** A compiled expression, or one that will be when it is first used; thread-safe. */
    interface Compiled {
        /**
         * Its value.
         *
         * @throws CelEvaluationException when the data lacks what it names, or it takes more than its bounds
         * @throws Inapplicable when one of Armature's functions does not fit the data
         */
        Object on(Map<String, Object> variables) throws CelEvaluationException;

        /** False when it turned out, later than usual, not to fit its variables. */
        default boolean isSound() {
            return true;
        }
    }

    /**
     * Compiles an expression that says whether something holds.
     *
     * @throws CelValidationException with every fault of it
     */
    Compiled check(String expression) throws CelValidationException {
        return compiled(checks, expression);
    }

    /**
     * Compiles an expression of any type.
     *
     * @throws CelValidationException with every fault of it
     */
    Compiled value(String expression) throws CelValidationException {
        return compiled(values, expression);
    }

    private Compiled compiled(Supplier<Cel> cel, String expression) throws CelValidationException {
        return checkedBefore ? new CompiledLater(() -> now(cel.get(), expression)) : now(cel.get(), expression);
    }

    private static Compiled now(Cel cel, String expression) throws CelValidationException {
        try {
            CelRuntime.Program program = cel.createProgram(
                    withStandardEquality(cel.compile(expression).getAst()));
            return variables -> Fuel.filled(() -> program.eval(variables));
        } catch (CelEvaluationException e) {
            throw new IllegalArgumentException("the expression cannot be run: " + e.getMessage(), e);
        }
    }

    private static CelAbstractSyntaxTree withStandardEquality(CelAbstractSyntaxTree ast) {
        ImmutableMap.Builder<Long, CelReference> references = ImmutableMap.builder();
        ast.getReferenceMap().forEach((id, reference) -> {
            CelReference.Builder standard = CelReference.newBuilder().setName(reference.name());
            reference.value().ifPresent(standard::setValue);
            reference.overloadIds().stream()
                    .map(Functions::asStandard)
                    .distinct()
                    .forEach(standard::addOverloadIds);
            references.put(id, standard.build());
        });
        return CelAbstractSyntaxTree.newCheckedAst(
                ast.getExpr(), ast.getSource(), references.build(), ast.getTypeMap());
    }

    /** JSON as CEL's values: numbers as doubles. */
    static Object value(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> {
                Map<String, Object> map = LinkedHashMap.newLinkedHashMap(node.size());
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

    /** What an expression gave, as Java's own values: for JSON. */
    static @Nullable Object plain(Object value) {
        return switch (value) {
            case Map<?, ?> map -> {
                Map<String, @Nullable Object> members = LinkedHashMap.newLinkedHashMap(map.size());
                map.forEach((key, member) -> members.put(String.valueOf(key), plain(member)));
                yield members;
            }
            case Collection<?> list -> {
                List<@Nullable Object> entries = new ArrayList<>(list.size());
                list.forEach(entry -> entries.add(plain(entry)));
                yield entries;
            }
            case Double number when Math.rint(number) == number && Math.abs(number) < 1e15 -> number.longValue();
            case Number number -> number;
            case Boolean truth -> truth;
            case dev.cel.common.values.NullValue nothing -> null;
            default -> value.toString();
        };
    }

    /** A value as it reads in a message: short, on one line. */
    static String text(Object value) {
        return Reasons.trimmed(Reasons.oneLine(words(value)), 200);
    }

    /** The same in full. */
    static String words(Object value) {
        if (value instanceof Double number) {
            return Math.rint(number) == number && Math.abs(number) < 1e15
                    ? Long.toString(number.longValue())
                    : String.format(Locale.ROOT, "%.1f", number);
        }
        if (value instanceof Collection<?> list) {
            String shown = String.join(
                    ", ", list.stream().limit(50).map(Expressions::words).toList());
            return list.isEmpty() ? "none" : shown;
        }
        return String.valueOf(value);
    }
}
