package io.armature.blueprints;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** A compiled JSON Schema (2020-12) that tells faults as reasons. Thread-safe. */
final class AnswerSchema {
    /** So many reasons are enough for a re-ask. */
    private static final int MOST_REASONS = 20;

    private final JsonNode source;
    private final Schema schema;

    AnswerSchema(JsonNode source) {
        this.source = source;
        // References are resolved inside the schema only: nothing is fetched.
        this.schema = SchemaRegistry.withDefaultDialect(
                        SpecificationVersion.DRAFT_2020_12,
                        registry -> registry.schemaLoader(loader -> loader.fetchRemoteResources(false)))
                .getSchema(source);
    }

    JsonNode source() {
        return source;
    }

    List<Reason> check(JsonNode value) {
        List<Error> errors = schema.validate(value);
        return errors.stream()
                .limit(MOST_REASONS)
                .map(error -> new Reason("schema", pointer(error), sentence(error)))
                .toList();
    }

    private static String pointer(Error error) {
        String pointer = error.getInstanceLocation().toString();
        return pointer.equals("/") ? "" : pointer;
    }

    private static String sentence(Error error) {
        String where = pointer(error);
        String message = error.getMessage();
        return (where.isEmpty() ? "the value " : where + " ")
                + (message.startsWith(": ") ? message.substring(2) : message);
    }
}
