package io.armature.blueprints;

import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What is found in a model's answer: the JSON object in it, whatever stands around it. */
sealed interface Answer {
    /** The first whole JSON object. */
    record Found(JsonNode content) implements Answer {}

    /** An object begins and never ends. It is never completed by guess. */
    record CutOff() implements Answer {}

    /** No object in it can be read. */
    record Unreadable(Reason reason) implements Answer {}

    /** Longest answer that is read, in characters. */
    int MOST_CHARACTERS = 1_000_000;

    /** Deepest nesting that is read. */
    int MOST_DEPTH = 60;

    /**
     * Models forget commas, quote with the wrong quotes and leave comments; doubled names and rubbish are still faults.
     */
    JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(40)
                            .maxStringLength(MOST_CHARACTERS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .build();

    /** Finds the JSON object of an answer: bare, in a code fence, or with prose around it. */
    static Answer in(String text) {
        if (text.length() > MOST_CHARACTERS) {
            return new Unreadable(new Reason(
                    "json",
                    "",
                    "the answer has " + text.length() + " characters; at most " + MOST_CHARACTERS + " are read"));
        }
        Optional<Reason> firstFault = Optional.empty();
        int start = text.indexOf('{');
        while (start >= 0) {
            int end = endOf(text, start);
            if (end < 0) {
                return firstFault.isPresent() && !looksLikeJson(text, start)
                        ? new Unreadable(firstFault.get())
                        : new CutOff();
            }
            String candidate = text.substring(start, end);
            try {
                return new Found(read(candidate));
            } catch (JacksonException e) {
                firstFault = firstFault.or(
                        () -> Optional.of(new Reason("json", "", "the JSON cannot be read: " + explain(e))));
            }
            start = text.indexOf('{', end);
        }
        return new Unreadable(firstFault.orElseGet(() -> new Reason(
                "json", "", "there is no JSON object in the answer; answer with one JSON object and nothing else")));
    }

    private static JsonNode read(String candidate) {
        try {
            return LENIENT.readTree(candidate);
        } catch (JacksonException e) {
            if (candidate.indexOf('\u201c') < 0 && candidate.indexOf('\u201d') < 0) {
                throw e;
            }
            return LENIENT.readTree(candidate.replace('\u201c', '"').replace('\u201d', '"'));
        }
    }

    /** The place after the bracket that closes the one at {@code start}; -1 when it stays open. */
    private static int endOf(String text, int start) {
        int depth = 0;
        boolean inString = false;
        for (int i = start; i < text.length(); i++) {
            char c = text.charAt(i);
            if (inString) {
                if (c == '\\') {
                    i++;
                } else if (c == '"') {
                    inString = false;
                }
            } else if (c == '"') {
                inString = true;
            } else if (c == '{' || c == '[') {
                depth++;
            } else if (c == '}' || c == ']') {
                depth--;
                if (depth == 0) {
                    return i + 1;
                }
            }
        }
        return -1;
    }

    private static boolean looksLikeJson(String text, int start) {
        String after = text.substring(start + 1).stripLeading();
        return after.isEmpty() || after.startsWith("\"") || after.startsWith("}");
    }

    private static String explain(JacksonException e) {
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return e.getOriginalMessage().lines().findFirst().orElse("not JSON") + place;
    }
}
