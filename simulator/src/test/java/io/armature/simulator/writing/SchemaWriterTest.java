package io.armature.simulator.writing;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import io.armature.simulator.Athletes;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** What the simulator writes for schemas of blueprints it has never seen. */
class SchemaWriterTest {
    private static long seed;

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"string\"}",
                "{\"type\":\"string\",\"minLength\":40,\"maxLength\":45}",
                "{\"type\":\"string\",\"maxLength\":3}",
                "{\"type\":\"string\",\"pattern\":\"^([01][0-9]|2[0-3]):[0-5][0-9]$\"}",
                "{\"type\":\"string\",\"pattern\":\"^[a-z0-9_-]{1,40}$\",\"minLength\":5}",
                "{\"type\":\"string\",\"pattern\":\"^\\\\d{4}-\\\\d{2}(-x)?(a|bc)+$\"}",
                "{\"type\":\"integer\",\"minimum\":5,\"maximum\":6}",
                "{\"type\":\"integer\",\"exclusiveMinimum\":5,\"exclusiveMaximum\":7}",
                "{\"type\":\"integer\",\"minimum\":7,\"maximum\":30,\"multipleOf\":5}",
                "{\"type\":\"number\",\"minimum\":0.2,\"maximum\":0.4}",
                "{\"type\":\"number\",\"maximum\":-3}",
                "{\"type\":[\"null\",\"string\"]}",
                "{\"enum\":[\"easy\",3,null]}",
                "{\"const\":{\"a\":1}}",
                "{\"type\":\"array\",\"items\":{\"type\":\"integer\"},\"minItems\":3,\"maxItems\":4}",
                "{\"type\":\"array\",\"prefixItems\":[{\"type\":\"integer\"},{\"type\":\"boolean\"}],\"items\":false}",
                "{\"anyOf\":[{\"type\":\"integer\"},{\"type\":\"string\"}]}",
                "{\"type\":\"object\",\"required\":[\"a\"],\"additionalProperties\":false,"
                        + "\"properties\":{\"a\":{\"$ref\":\"#/$defs/x\"}},"
                        + "\"$defs\":{\"x\":{\"type\":\"array\",\"minItems\":1,\"items\":{\"$ref\":\"#/$defs/y\"}},"
                        + "\"y\":{\"type\":\"string\",\"format\":\"date\"}}}",
                "{\"allOf\":[{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}},"
                        + "{\"required\":[\"b\"],\"properties\":{\"b\":{\"type\":\"boolean\"}}}]}",
                "{\"type\":\"object\",\"required\":[\"name\"],\"properties\":{\"name\":{\"type\":\"string\"},"
                        + "\"children\":{\"type\":\"array\",\"items\":{\"$ref\":\"#\"}}}}"
            })
    void itFitsTheSchema(String schema) {
        for (int i = 0; i < 30; i++) {
            fits(schema, "");
        }
    }

    @Test
    void theSchemasOfMealDayAreNoExceptionWhenTheirNamesAreUnknown() {
        fits(Athletes.MEAL_DAY.skeleton().outputSchema().toString(), "");
        fits(Athletes.MEAL_DAY.item("meal").outputSchema().toString(), "");
    }

    @Test
    void anItemRepeatsWhatItsSpecSays() {
        JsonNode written = fits(
                "{\"type\":\"object\",\"required\":[\"week_id\",\"text\"],\"properties\":"
                        + "{\"week_id\":{\"type\":\"string\"},\"text\":{\"type\":\"string\"}}}",
                "<spec>\n{\"week_id\":\"week-8\",\"text\":5}\n</spec>");
        assertThat(written.path("week_id").asString("")).isEqualTo("week-8");
        assertThat(written.path("text").isString()).isTrue();
    }

    @Test
    void aListHasAsManyEntriesAsTheInputSaysAndEachItsOwnId() {
        JsonNode written = fits(
                "{\"type\":\"object\",\"properties\":{\"weeks\":{\"type\":\"array\",\"maxItems\":50,\"items\":"
                        + "{\"type\":\"object\",\"properties\":{\"id\":{\"type\":\"string\"}}}}}}",
                "<input>\n{\"items\":12}\n</input>");
        assertThat(written.path("weeks")
                        .valueStream()
                        .map(week -> week.path("id").asString(""))
                        .distinct())
                .hasSize(12);
    }

    @Test
    void withoutASchemaItStillAnswers() {
        Ask ask = Ask.of(request("", "hello"));
        assertThat(Content.write(ask, new SplittableRandom(1)).isObject()).isTrue();
    }

    @Test
    void aBrokenRuleOfAnUnknownBlueprintIsAMissingMember() {
        String schema = "{\"type\":\"object\",\"required\":[\"a\"],\"properties\":{\"a\":{\"type\":\"integer\"}}}";
        Ask ask = Ask.of(request(schema, ""));
        JsonNode content = Content.write(ask, new SplittableRandom(1));
        assertThat(Content.breakRule(ask, content, new SplittableRandom(1)).has("a"))
                .isFalse();
    }

    private static JsonNode fits(String schema, String prompt) {
        JsonNode written = Content.write(Ask.of(request(schema, prompt)), new SplittableRandom(seed++));
        Schema compiled = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                .getSchema(JsonMapper.shared().readTree(schema));
        assertThat(compiled.validate(written)).as("%s for %s", written, schema).isEmpty();
        return written;
    }

    private static JsonNode request(String schema, String prompt) {
        var request = JsonMapper.shared().createObjectNode();
        request.putArray("messages").addObject().put("content", prompt);
        if (!schema.isEmpty()) {
            request.putObject("response_format")
                    .putObject("json_schema")
                    .put("name", "unknown--thing")
                    .set("schema", JsonMapper.shared().readTree(schema));
        }
        return request;
    }
}
