package io.armature.blueprints;

import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.exc.StreamConstraintsException;
import tools.jackson.core.exc.UnexpectedEndOfInputException;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonReadFeature;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What a bracket in an answer begins. */
sealed interface JsonValue {
    /**
     * A value that ends.
     *
     * @param end index of the character after it
     */
    record Whole(JsonNode value, int end) implements JsonValue {}

    /** A value that is well written as far as the text goes, and does not end. */
    record Open() implements JsonValue {}

    /** No JSON; what is wrong, and where. */
    record Malformed(String fault) implements JsonValue {}

    /** Deepest nesting that is read. */
    int MOST_DEPTH = 60;

    /** Longest number that is read, in characters. */
    int LONGEST_NUMBER = 100;

    /**
     * Models leave commas at the end, quote with the wrong quotes and write comments; doubled names, unknown words and
     * missing commas are still faults.
     */
    JsonMapper LENIENT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(LONGEST_NUMBER)
                            .maxStringLength(Answer.MOST_CHARACTERS)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(JsonReadFeature.ALLOW_TRAILING_COMMA)
                    .enable(JsonReadFeature.ALLOW_JAVA_COMMENTS)
                    .enable(JsonReadFeature.ALLOW_SINGLE_QUOTES)
                    .enable(JsonReadFeature.ALLOW_UNQUOTED_PROPERTY_NAMES)
                    .enable(JsonReadFeature.ALLOW_UNESCAPED_CONTROL_CHARS)
                    .build())
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    /** Reads the value that begins at a bracket; smart quotes are taken for straight ones where nothing else reads. */
    static JsonValue at(String text, int begin) {
        JsonValue asWritten = read(text, begin);
        if (asWritten instanceof Malformed && hasSmartQuotes(text, begin)) {
            JsonValue straightened =
                    read(text.replace('\u201c', '"').replace('\u201d', '"').replace('\u201e', '"'), begin);
            return straightened instanceof Malformed ? asWritten : straightened;
        }
        return asWritten;
    }

    /** Whether a bracket was meant to begin JSON, rather than being part of a sentence. */
    static boolean looksMeant(String text, int begin) {
        for (int i = begin + 1; i < text.length(); i++) {
            char c = text.charAt(i);
            if (!Character.isWhitespace(c)) {
                return c == '"' || c == '{' || c == '\u201c' || c == '\u201e' || c == '\'' && text.charAt(begin) == '{';
            }
        }
        return true;
    }

    /** The index after the bracket that closes the one at {@code begin}, strings left aside; -1 when it stays open. */
    static int balancedEnd(String text, int begin) {
        int depth = 0;
        boolean inString = false;
        for (int i = begin; i < text.length(); i++) {
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
            } else if ((c == '}' || c == ']') && --depth == 0) {
                return i + 1;
            }
        }
        return -1;
    }

    private static JsonValue read(String text, int begin) {
        String rest = text.substring(begin);
        try (JsonParser parser = LENIENT.createParser(rest)) {
            try {
                JsonNode value = LENIENT.readTree(parser);
                int end = begin + (int) parser.currentLocation().getCharOffset();
                return Unfit.in(value).<JsonValue>map(Malformed::new).orElseGet(() -> new Whole(value, end));
            } catch (StreamConstraintsException e) {
                return new Malformed(explain(e));
            } catch (NumberFormatException e) {
                return new Malformed("a number in it is out of range");
            } catch (UnexpectedEndOfInputException e) {
                return new Open();
            } catch (JacksonException e) {
                // In the middle of a word or number the end shows as a fault in the last character.
                boolean atTheEnd = parser.currentLocation().getCharOffset()
                        >= rest.stripTrailing().length();
                return atTheEnd && balancedEnd(rest, 0) < 0 ? new Open() : new Malformed(explain(e));
            }
        }
    }

    private static boolean hasSmartQuotes(String text, int begin) {
        return text.indexOf('\u201c', begin) >= 0 || text.indexOf('\u201d', begin) >= 0;
    }

    private static String explain(JacksonException e) {
        String place = e.getLocation() == null
                ? ""
                : " at line " + e.getLocation().getLineNr() + ", column "
                        + e.getLocation().getColumnNr();
        return e.getOriginalMessage().lines().findFirst().orElse("not JSON") + place;
    }
}
