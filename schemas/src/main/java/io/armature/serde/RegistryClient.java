package io.armature.serde;

import io.armature.serde.RegistryCalls.Answer;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.Schema;
import org.apache.avro.SchemaParseException;
import org.apache.kafka.common.errors.SerializationException;
import tools.jackson.databind.JsonNode;

/**
 * The part of Confluent's schema-registry REST API that serdes and the registrar need. An id and its schema never
 * change, so both are kept once seen. Thread-safe.
 */
final class RegistryClient {
    static final int UNKNOWN_SUBJECT = 40401;

    private record Entry(String subject, String schema) {}

    private final RegistryCalls calls;
    private final Once<Entry, Integer> ids = new Once<>();
    private final Once<Integer, Schema> schemas = new Once<>();

    RegistryClient(RegistrySettings settings) {
        this.calls = new RegistryCalls(settings);
    }

    /**
     * Id of a schema that the subject holds already.
     *
     * @throws RegistryRefusedException when it does not hold it
     */
    int lookup(String subject, String schema) {
        return ids.get(new Entry(subject, schema), entry -> idAt("/subjects/" + encoded(subject), entry));
    }

    /**
     * Id of a schema under the subject, which is given it if need be.
     *
     * @throws RegistryRefusedException when the schema is not compatible with the subject's others
     */
    int register(String subject, String schema) {
        return ids.get(new Entry(subject, schema), entry -> idAt("/subjects/" + encoded(subject) + "/versions", entry));
    }

    /** @throws SerializationException when the registry does not know the id, or its schema is not one of Avro's */
    Schema byId(int id) {
        return schemas.get(id, this::fetched);
    }

    /** The compatibility set for this subject, empty when it has none of its own. */
    Optional<String> compatibility(String subject) {
        return switch (calls.get("/config/" + encoded(subject))) {
            case Answer.Given(JsonNode body) ->
                Optional.of(body.path("compatibilityLevel").asString(""));
            case Answer.Refused refused -> Optional.empty();
        };
    }

    /** Sets what the subject's next schemas must hold to. */
    void setCompatibility(String subject, String level) {
        String path = "/config/" + encoded(subject);
        given(calls.put(path, Map.of("compatibility", level)), "to set the compatibility of " + subject);
    }

    private int idAt(String path, Entry entry) {
        Answer answer = calls.post(path, Map.of("schema", entry.schema()));
        JsonNode id = given(answer, "the schema for subject " + entry.subject()).path("id");
        if (!id.isInt()) {
            throw new SerializationException("the schema registry's answer to POST " + path + " has no id");
        }
        return id.asInt();
    }

    private Schema fetched(int id) {
        JsonNode answer = given(calls.get("/schemas/ids/" + id), "schema id " + id);
        String type = answer.path("schemaType").asString("AVRO");
        if (!type.equals("AVRO") || !answer.path("references").isEmpty()) {
            throw new SerializationException("schema id " + id + " cannot be used: it must be of type AVRO (it is "
                    + type + ") and whole in itself, without references to other subjects");
        }
        try {
            return SchemaText.parse(answer.path("schema").asString());
        } catch (SchemaParseException e) {
            throw new SerializationException("schema id " + id + " in the registry is not an Avro schema", e);
        }
    }

    private static JsonNode given(Answer answer, String what) {
        return switch (answer) {
            case Answer.Given(JsonNode body) -> body;
            case Answer.Refused(int errorCode, String reason) ->
                throw new RegistryRefusedException(
                        "the schema registry refused " + what + " (error " + errorCode + "): " + reason, errorCode);
        };
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
