package io.armature.blueprints;

import java.math.BigDecimal;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * What JSON allows and no document can use: numbers beyond a double's range, halves of surrogate pairs, nesting beyond
 * {@link JsonValue#MOST_DEPTH}. Later steps would round, replace or fail on them; so none of them gets there.
 */
final class Unfit {
    private static final int MOST_DIGITS_AFTER = 400;

    private Unfit() {}

    /** What is unfit, and where; empty when all of it is fit. */
    static Optional<String> in(JsonNode value) {
        return in(value, "", 0);
    }

    private static Optional<String> in(JsonNode value, String pointer, int depth) {
        if (depth > JsonValue.MOST_DEPTH) {
            return Optional.of("it is nested deeper than " + JsonValue.MOST_DEPTH + " levels");
        }
        switch (value.getNodeType()) {
            case OBJECT -> {
                for (Map.Entry<String, JsonNode> member : value.properties()) {
                    String where = pointer + "/" + member.getKey();
                    Optional<String> fault =
                            text(member.getKey(), pointer).or(() -> in(member.getValue(), where, depth + 1));
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
            }
            case ARRAY -> {
                for (int i = 0; i < value.size(); i++) {
                    Optional<String> fault = in(value.get(i), pointer + "/" + i, depth + 1);
                    if (fault.isPresent()) {
                        return fault;
                    }
                }
            }
            case STRING -> {
                return text(value.asString(), pointer);
            }
            case NUMBER -> {
                return number(value, pointer);
            }
            case BOOLEAN, NULL, MISSING, BINARY, POJO -> {}
        }
        return Optional.empty();
    }

    private static Optional<String> number(JsonNode value, String pointer) {
        boolean fits = !value.isBigDecimal() && !value.isBigInteger() || fits(value.decimalValue());
        boolean finite = !value.isDouble() && !value.isFloat() || Double.isFinite(value.doubleValue());
        return fits && finite ? Optional.empty() : Optional.of("the number " + at(pointer) + " is out of range");
    }

    /** Looks at scale and digits only: 1e999999999 is never written out. */
    private static boolean fits(BigDecimal number) {
        long scale = number.scale();
        return Math.abs(scale) <= MOST_DIGITS_AFTER && number.precision() - scale <= 308;
    }

    private static Optional<String> text(String text, String pointer) {
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (Character.isSurrogate(c)) {
                boolean paired = Character.isHighSurrogate(c)
                        && i + 1 < text.length()
                        && Character.isLowSurrogate(text.charAt(i + 1));
                if (!paired) {
                    return Optional.of("the text " + at(pointer) + " holds half of a surrogate pair");
                }
                i++;
            }
        }
        return Optional.empty();
    }

    private static String at(String pointer) {
        return pointer.isEmpty() ? "at the top" : "at " + pointer;
    }
}
