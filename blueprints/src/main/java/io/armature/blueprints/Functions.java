package io.armature.blueprints;

import dev.cel.common.CelFunctionDecl;
import dev.cel.common.CelOverloadDecl;
import dev.cel.common.types.CelType;
import dev.cel.common.types.ListType;
import dev.cel.common.types.SimpleType;
import dev.cel.runtime.CelFunctionBinding;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.function.DoubleBinaryOperator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The functions that Armature adds to CEL, and arithmetic between whole numbers and decimals, which CEL has not. */
@SuppressWarnings("Immutable") // CEL wants immutable bindings; these hold pure functions only.
final class Functions {
    private static final Pattern SENTENCE_END = Pattern.compile("[.!?…]+[\"'”’)\\]]*(?=\\s|$)");
    private static final Pattern ABBREVIATION =
            Pattern.compile("(?i)\\b(e\\.g|i\\.e|vs|approx|etc|no|ca|dr|mr|mrs|st)$");
    private static final Pattern TIME = Pattern.compile("([01]?[0-9]|2[0-3]):([0-5][0-9])");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final ListType NUMBERS = ListType.create(SimpleType.DOUBLE);
    private static final ListType WORDS = ListType.create(SimpleType.STRING);

    private final List<CelFunctionDecl> declarations = new ArrayList<>();
    private final List<CelFunctionBinding> bindings = new ArrayList<>();

    Functions() {
        mixed("_+_", "add", SimpleType.DOUBLE, Double::sum);
        mixed("_-_", "subtract", SimpleType.DOUBLE, (a, b) -> a - b);
        mixed("_*_", "multiply", SimpleType.DOUBLE, (a, b) -> a * b);
        mixed("_/_", "divide", SimpleType.DOUBLE, (a, b) -> a / b);
        equality("_==_", "equals");
        equality("_!=_", "not_equals");
        declare("sum", overload("sum_", SimpleType.DOUBLE, NUMBERS));
        bindings.add(CelFunctionBinding.from("sum_", Collection.class, Functions::sum));
        numbers("abs", SimpleType.DOUBLE, 1, n -> Math.abs(n[0]));
        numbers("round", SimpleType.INT, 1, n -> Math.round(n[0]));
        numbers("near", SimpleType.BOOL, 4, n -> near(n[0], n[1], n[2], n[3]));
        declare("sentences", overload("sentences_", SimpleType.INT, SimpleType.STRING));
        bindings.add(CelFunctionBinding.from("sentences_", String.class, Functions::sentences));
        declare("minutes", overload("minutes_", SimpleType.INT, SimpleType.STRING));
        bindings.add(CelFunctionBinding.from("minutes_", String.class, Functions::minutes));
        declare("mentions", overload("mentions_", SimpleType.BOOL, SimpleType.STRING, WORDS));
        bindings.add(CelFunctionBinding.from("mentions_", String.class, Collection.class, Functions::mentions));
    }

    List<CelFunctionDecl> declarations() {
        return declarations;
    }

    List<CelFunctionBinding> bindings() {
        return bindings;
    }

    /** The overload of CEL's own that carries out one that is only declared here. */
    static String asStandard(String overloadId) {
        return switch (overloadId) {
            case "equals_int_double", "equals_double_int" -> "equals";
            case "not_equals_int_double", "not_equals_double_int" -> "not_equals";
            default -> overloadId;
        };
    }

    private interface OfNumbers {
        Object of(double[] numbers);
    }

    private void declare(String name, CelOverloadDecl... overloads) {
        declarations.add(CelFunctionDecl.newFunctionDeclaration(name, overloads));
    }

    private static CelOverloadDecl overload(String id, CelType result, CelType... arguments) {
        return CelOverloadDecl.newGlobalOverload(id, result, arguments);
    }

    /** An operator between an int and a double, either way round. */
    private void mixed(String operator, String id, CelType result, DoubleBinaryOperator computed) {
        declare(
                operator,
                overload(id + "_int_double", result, SimpleType.INT, SimpleType.DOUBLE),
                overload(id + "_double_int", result, SimpleType.DOUBLE, SimpleType.INT));
        bindings.add(CelFunctionBinding.from(
                id + "_int_double", Long.class, Double.class, (a, b) -> computed.applyAsDouble(a.doubleValue(), b)));
        bindings.add(CelFunctionBinding.from(
                id + "_double_int", Double.class, Long.class, (a, b) -> computed.applyAsDouble(a, b.doubleValue())));
    }

    /**
     * CEL's own equality does compare an int with a double, but its checker does not know; so this is only declared,
     * and {@link #asStandard} gives it back to CEL's own.
     */
    private void equality(String operator, String id) {
        declare(
                operator,
                overload(id + "_int_double", SimpleType.BOOL, SimpleType.INT, SimpleType.DOUBLE),
                overload(id + "_double_int", SimpleType.BOOL, SimpleType.DOUBLE, SimpleType.INT));
    }

    /** A function of numbers, each of which may be an int or a double. */
    private void numbers(String name, CelType result, int count, OfNumbers function) {
        List<CelOverloadDecl> overloads = new ArrayList<>();
        for (int kinds = 0; kinds < 1 << count; kinds++) {
            StringBuilder id = new StringBuilder(name).append('_');
            List<CelType> types = new ArrayList<>();
            List<Class<?>> classes = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                boolean whole = (kinds >> i & 1) == 1;
                id.append(whole ? 'i' : 'd');
                types.add(whole ? SimpleType.INT : SimpleType.DOUBLE);
                classes.add(whole ? Long.class : Double.class);
            }
            overloads.add(overload(id.toString(), result, types.toArray(CelType[]::new)));
            bindings.add(CelFunctionBinding.from(id.toString(), classes, arguments -> {
                double[] numbers = new double[count];
                for (int i = 0; i < count; i++) {
                    numbers[i] = ((Number) arguments[i]).doubleValue();
                }
                return function.of(numbers);
            }));
        }
        declare(name, overloads.toArray(CelOverloadDecl[]::new));
    }

    private static double sum(Collection<?> numbers) {
        Fuel.spend(numbers.size());
        double sum = 0;
        for (Object number : numbers) {
            if (!(number instanceof Number n)) {
                throw new Inapplicable("the sum holds " + Expressions.text(number) + ", which is no number");
            }
            sum += n.doubleValue();
        }
        return sum;
    }

    private static boolean near(double found, double wanted, double share, double plus) {
        return Math.abs(found - wanted) <= Math.abs(wanted) * share + plus + 1e-9;
    }

    /** Points after abbreviations and within numbers end no sentence; text that ends without a point has one more. */
    static long sentences(String text) {
        Fuel.spend(text.length());
        String stripped = text.strip();
        Matcher end = SENTENCE_END.matcher(stripped);
        long count = 0;
        int from = 0;
        while (end.find()) {
            String before = stripped.substring(Math.max(from, end.start() - 10), end.start());
            boolean last = end.end() == stripped.length();
            if (last || !ABBREVIATION.matcher(before).find()) {
                count++;
                from = end.end();
            }
        }
        return stripped.substring(from).isBlank() ? count : count + 1;
    }

    static long minutes(String time) {
        Matcher matcher = TIME.matcher(Reasons.trimmed(time, 20));
        if (!matcher.matches()) {
            throw new Inapplicable("'" + Reasons.trimmed(time, 20) + "' is no time of day like 07:30");
        }
        return Long.parseLong(matcher.group(1)) * 60 + Long.parseLong(matcher.group(2));
    }

    /** A word stands in the text as it is, in its plural, or in its singular. */
    static boolean mentions(String text, Collection<?> words) {
        String padded = plain(text);
        for (Object word : words) {
            if (!(word instanceof String wanted)) {
                throw new Inapplicable(Expressions.text(word) + " is no word");
            }
            Fuel.spend(padded.length());
            String plain = plain(wanted).strip();
            if (!plain.isEmpty() && forms(plain).stream().anyMatch(form -> padded.contains(" " + form + " "))) {
                return true;
            }
        }
        return false;
    }

    private static List<String> forms(String word) {
        List<String> forms = new ArrayList<>(List.of(word, word + "s", word + "es"));
        if (word.endsWith("y")) {
            forms.add(word.substring(0, word.length() - 1) + "ies");
        }
        if (word.endsWith("ies") && word.length() > 4) {
            forms.add(word.substring(0, word.length() - 3) + "y");
        }
        if (word.endsWith("es") && word.length() > 4) {
            forms.add(word.substring(0, word.length() - 2));
        }
        if (word.endsWith("s") && word.length() > 3) {
            forms.add(word.substring(0, word.length() - 1));
        }
        return forms;
    }

    private static String plain(String text) {
        Fuel.spend(text.length());
        return " "
                + NO_WORD.matcher(text.toLowerCase(Locale.ROOT)).replaceAll(" ").strip() + " ";
    }
}
