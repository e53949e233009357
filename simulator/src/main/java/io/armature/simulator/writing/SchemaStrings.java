package io.armature.simulator.writing;

import java.util.List;
import java.util.UUID;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/** Texts that fit a schema of type string. */
final class SchemaStrings {
    private static final List<String> WORDS =
            List.of("plain", "bright", "simple", "steady", "careful", "open", "early", "level", "common", "ready");

    private final RandomGenerator random;

    SchemaStrings(RandomGenerator random) {
        this.random = random;
    }

    /**
     * A text.
     *
     * @param name of the member; ids get the entry's number, so that they differ
     * @param entry how many entries of lists were begun
     */
    String of(JsonNode schema, String name, int entry) {
        int least = schema.path("minLength").asInt(0);
        int most = schema.path("maxLength").asInt(10_000);
        if (schema.path("pattern").isString()) {
            return PatternText.of(schema.path("pattern").asString(""), least, random);
        }
        String text = formatted(schema.path("format").asString(""), name, entry);
        StringBuilder padded = new StringBuilder(text);
        while (padded.length() < least) {
            padded.append(' ').append(WORDS.get(random.nextInt(WORDS.size())));
        }
        padded.setLength(Math.min(padded.length(), Math.max(least, most)));
        return padded.toString();
    }

    private String formatted(String format, String name, int entry) {
        return switch (format) {
            case "date" -> "2026-01-" + (10 + random.nextInt(19));
            case "time" -> "%02d:30:00Z".formatted(random.nextInt(24));
            case "date-time" -> "2026-01-15T%02d:30:00Z".formatted(random.nextInt(24));
            case "uuid" -> new UUID(random.nextLong(), random.nextLong()).toString();
            case "email" -> "someone@example.org";
            case "uri" -> "https://example.org/" + entry;
            default ->
                name.equals("id") || name.endsWith("_id") || name.endsWith("Id")
                        ? "item-" + entry
                        : "An invented " + WORDS.get(random.nextInt(WORDS.size())) + " text";
        };
    }
}
