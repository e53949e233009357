package io.armature.blueprints;

import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.SpecificationVersion;
import com.networknt.schema.dialect.DialectId;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A compiled JSON Schema (2020-12) that tells faults as reasons. Thread-safe. */
final class AnswerSchema {
    private static final SchemaRegistryConfig CONFIG = SchemaRegistryConfig.builder()
            .regularExpressionFactory(LinearPattern::of)
            .cacheRefs(true)
            .build();

    private final JsonNode source;
    private final Schema schema;

    /**
     * Compiles all of it: no later call compiles or loads.
     *
     * @throws RuntimeException when it cannot be compiled; {@link SchemaFaults} tells why
     */
    AnswerSchema(JsonNode source) {
        this.source = source;
        this.schema = registry().getSchema(source);
        this.schema.initializeValidators();
    }

    /** Schemas refer to their own parts only: nothing is fetched, neither from the network nor from files. */
    static SchemaRegistry registry() {
        return SchemaRegistry.withDefaultDialect(
                SpecificationVersion.DRAFT_2020_12,
                registry -> registry.schemaRegistryConfig(CONFIG)
                        .schemaLoader(loader -> loader.fetchRemoteResources(false)));
    }

    /** The schema of schemas. */
    static Schema ofSchemas() {
        return registry().getSchema(com.networknt.schema.SchemaLocation.of(DialectId.DRAFT_2020_12));
    }

    JsonNode source() {
        return source;
    }

    /** Every fault, as far as they are worth telling; empty when the value fits. */
    List<Reason> check(JsonNode value) {
        Optional<String> unfit = Unfit.in(value);
        if (unfit.isPresent()) {
            return List.of(new Reason("schema", "", unfit.get()));
        }
        List<Error> errors = schema.validate(value);
        return errors.isEmpty() ? List.of() : Reasons.trimmed(SchemaSentences.of(errors));
    }

    boolean fits(JsonNode value) {
        return check(value).isEmpty();
    }
}
