package io.armature.blueprints;

import com.networknt.schema.Error;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;

/** A schema validator's errors as sentences: where, what is there, what should be. */
final class SchemaSentences {
    private static final int LONGEST_VALUE = 60;

    private SchemaSentences() {}

    /** Alternatives ({@code oneOf}, {@code anyOf}) that all fail are told as the one that fails least. */
    static List<Reason> of(List<Error> errors) {
        Map<String, List<Error>> ofAlternatives = new LinkedHashMap<>();
        List<Reason> reasons = new ArrayList<>();
        for (Error error : errors) {
            String alternatives = alternatives(error);
            if (alternatives.isEmpty()) {
                reasons.add(reason(error));
            } else {
                ofAlternatives
                        .computeIfAbsent(pointer(error, alternatives) + " " + alternatives, a -> new ArrayList<>())
                        .add(error);
            }
        }
        ofAlternatives.forEach((where, branches) -> reasons.addAll(nearest(branches)));
        return reasons.stream().distinct().toList();
    }

    private static List<Reason> nearest(List<Error> errors) {
        String alternatives = alternatives(errors.getFirst());
        Map<String, List<Error>> byBranch = new LinkedHashMap<>();
        for (Error error : errors) {
            String path = error.getEvaluationPath().toString();
            if (path.length() > alternatives.length() + 1) {
                String branch = path.substring(alternatives.length() + 1).split("/", 2)[0];
                byBranch.computeIfAbsent(branch, b -> new ArrayList<>()).add(error);
            }
        }
        return byBranch.values().stream()
                .min((a, b) -> Integer.compare(distance(a), distance(b)))
                .map(best -> best.stream().map(SchemaSentences::reason).toList())
                .orElseGet(() -> List.of(reason(errors.getFirst())));
    }

    /** A branch of the wrong type is farther off than one with wrong members. */
    private static int distance(List<Error> branch) {
        return branch.stream()
                .mapToInt(error ->
                        error.getKeyword().equals("type") || error.getKeyword().equals("const") ? 100 : 1)
                .sum();
    }

    /** The path of the outermost alternatives that an error comes from; empty when from none. */
    private static String alternatives(Error error) {
        String path = error.getEvaluationPath().toString();
        int oneOf = path.indexOf("/oneOf");
        int anyOf = path.indexOf("/anyOf");
        int at = oneOf < 0 ? anyOf : anyOf < 0 ? oneOf : Math.min(oneOf, anyOf);
        return at < 0 ? "" : path.substring(0, at + "/oneOf".length());
    }

    private static String pointer(Error error, String alternatives) {
        String path = error.getEvaluationPath().toString();
        return path.equals(alternatives) ? pointer(error) : "";
    }

    private static Reason reason(Error error) {
        String pointer = pointer(error);
        String where = pointer.isEmpty() ? "the whole" : pointer;
        return new Reason("schema", pointer, where + " " + said(error));
    }

    private static String said(Error error) {
        JsonNode found = error.getInstanceNode();
        JsonNode wanted = error.getSchemaNode();
        String is = "is " + shown(found);
        return switch (error.getKeyword()) {
            case "type" -> "is " + kind(found) + "; it must be " + types(wanted);
            case "required" -> "lacks the member '" + error.getProperty() + "', which it must have";
            case "additionalProperties", "unevaluatedProperties" ->
                "has the member '" + error.getProperty() + "', which is not allowed there; leave it out";
            case "enum" -> is + "; it must be one of " + trimmed(wanted.toString(), 200);
            case "const" -> is + "; it must be " + shown(wanted);
            case "minimum" -> is + "; it must be at least " + wanted;
            case "maximum" -> is + "; it must be at most " + wanted;
            case "exclusiveMinimum" -> is + "; it must be more than " + wanted;
            case "exclusiveMaximum" -> is + "; it must be less than " + wanted;
            case "multipleOf" -> is + "; it must be a multiple of " + wanted;
            case "minLength" -> "has " + length(found) + " characters; it must have at least " + wanted;
            case "maxLength" -> "has " + length(found) + " characters; it must have at most " + wanted;
            case "pattern" -> is + "; it must match " + trimmed(wanted.asString(""), 120);
            case "minItems" -> "has " + found.size() + " entries; it must have at least " + wanted;
            case "maxItems" -> "has " + found.size() + " entries; it must have at most " + wanted;
            case "minProperties" -> "has " + found.size() + " members; it must have at least " + wanted;
            case "maxProperties" -> "has " + found.size() + " members; it must have at most " + wanted;
            case "uniqueItems" -> "holds the same entry twice; every entry must be another";
            default -> is + ", which is wrong: " + error.getMessage();
        };
    }

    private static String types(JsonNode wanted) {
        if (wanted.isArray()) {
            return String.join(
                    " or ",
                    wanted.valueStream().map(t -> article(t.asString(""))).toList());
        }
        return article(wanted.asString(""));
    }

    private static String kind(JsonNode found) {
        return switch (found.getNodeType()) {
            case OBJECT -> "an object";
            case ARRAY -> "an array";
            case STRING, NUMBER, BOOLEAN ->
                "the " + (found.isString() ? "string " : found.isNumber() ? "number " : "boolean ") + shown(found);
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "nothing";
        };
    }

    private static String article(String type) {
        return switch (type) {
            case "object", "array", "integer" -> "an " + type;
            case "null" -> type;
            default -> "a " + type;
        };
    }

    private static int length(JsonNode text) {
        String value = text.asString("");
        return value.codePointCount(0, value.length());
    }

    private static String shown(JsonNode value) {
        return switch (value.getNodeType()) {
            case OBJECT -> "an object with " + trimmed(new TreeSet<>(value.propertyNames()).toString(), LONGEST_VALUE);
            case ARRAY -> "an array of " + value.size();
            default -> trimmed(value.toString(), LONGEST_VALUE);
        };
    }

    private static String trimmed(String text, int most) {
        return Reasons.trimmed(text, most);
    }

    private static String pointer(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return pointer.equals("/") ? "" : pointer;
    }
}
