package io.armature.blueprints;

import com.google.re2j.PatternSyntaxException;
import com.networknt.schema.Schema;
import io.armature.blueprints.Yaml.Place;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A JSON Schema's file: everything that is wrong with it, with the line. */
final class SchemaFile {
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(100)
                            .maxNumberLength(JsonValue.LONGEST_NUMBER)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();
    private static final Schema OF_SCHEMAS = AnswerSchema.ofSchemas();

    private final Faults faults;
    private final String file;
    private final Map<String, Place> places = new HashMap<>();
    private boolean faulty;

    private SchemaFile(Faults faults, String file) {
        this.faults = faults;
        this.file = file;
    }

    /** The compiled schema, or empty with its faults told. */
    static Optional<AnswerSchema> read(Faults faults, String file, String text) {
        return new SchemaFile(faults, file).read(text);
    }

    private Optional<AnswerSchema> read(String text) {
        JsonNode schema;
        try {
            schema = STRICT.readTree(text);
            locate(text);
        } catch (JacksonException e) {
            Place place = e.getLocation() == null
                    ? new Place(0, 0)
                    : new Place(
                            Math.max(0, e.getLocation().getLineNr()),
                            Math.max(0, e.getLocation().getColumnNr()));
            faults.add(
                    file,
                    place,
                    "this is no JSON: "
                            + Reasons.trimmed(
                                    e.getOriginalMessage().lines().findFirst().orElse(""), 200),
                    "Mind quotes, commas and doubled names; comments are not read");
            return Optional.empty();
        } catch (NumberFormatException e) {
            fault("", "a number is out of range", "Write one that a double can hold");
            return Optional.empty();
        }
        OF_SCHEMAS.validate(schema).stream()
                .limit(Reasons.MOST)
                .forEach(error -> fault(
                        error.getInstanceLocation().toString(),
                        "this is no JSON Schema (2020-12): " + error.getInstanceLocation() + " " + error.getMessage(),
                        "See docs/blueprints.md for what schemas may hold"));
        walk(schema, schema, "");
        return faulty ? Optional.empty() : compiled(schema);
    }

    private Optional<AnswerSchema> compiled(JsonNode schema) {
        try {
            return Optional.of(new AnswerSchema(schema));
        } catch (RuntimeException e) {
            fault(
                    "",
                    "the schema cannot be compiled: "
                            + Reasons.trimmed(Reasons.oneLine(String.valueOf(e.getMessage())), 200),
                    "Use what JSON Schema 2020-12 requires, and no other vocabularies");
            return Optional.empty();
        }
    }

    private void walk(JsonNode root, JsonNode node, String pointer) {
        node.properties().forEach(member -> {
            String where = pointer + "/" + member.getKey().replace("~", "~0").replace("/", "~1");
            if (member.getValue().isString()) {
                keyword(root, member.getKey(), member.getValue().asString(), where);
            }
            // What stands below these is data or names, not a schema.
            if (!member.getKey().equals("const") && !member.getKey().equals("enum")) {
                walk(root, member.getValue(), where);
            }
        });
        if (node.isArray()) {
            for (int i = 0; i < node.size(); i++) {
                walk(root, node.get(i), pointer + "/" + i);
            }
        }
    }

    private void keyword(JsonNode root, String name, String value, String where) {
        switch (name) {
            case "$ref", "$dynamicRef" -> {
                if (!value.startsWith("#")) {
                    fault(
                            where,
                            "the reference " + value + " leads out of the file; nothing is fetched",
                            "Copy the schema under '$defs' and refer to '#/$defs/…'");
                } else if (SchemaPlace.target(root, value).isEmpty()) {
                    fault(where, "the reference " + value + " leads nowhere", "Add it, or mend its spelling");
                }
            }
            case "pattern" -> {
                try {
                    LinearPattern.of(value);
                } catch (PatternSyntaxException e) {
                    fault(
                            where,
                            "the pattern cannot be used: " + e.getDescription(),
                            "Use RE2 syntax: no lookaround, no back-references");
                }
            }
            default -> {}
        }
    }

    private void fault(String pointer, String what, String mend) {
        faulty = true;
        faults.add(file, places.getOrDefault(pointer, new Place(0, 0)), what, mend);
    }

    private void locate(String text) {
        try (JsonParser parser = STRICT.createParser(text)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token != JsonToken.END_OBJECT && token != JsonToken.END_ARRAY) {
                    places.put(
                            parser.streamReadContext().pathAsPointer().toString(),
                            new Place(
                                    parser.currentTokenLocation().getLineNr(),
                                    parser.currentTokenLocation().getColumnNr()));
                }
            }
        }
    }
}
