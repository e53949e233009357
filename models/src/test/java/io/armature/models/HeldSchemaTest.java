package io.armature.models;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class HeldSchemaTest {
    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }

    @Test
    void boundsAreLeftOutForAnthropicButNotPropertiesOfTheSameName() {
        assertThat(HeldSchema.forAnthropic(json("""
                {"type":"object","required":["minimum"],"properties":{"minimum":{"type":"integer","minimum":0},
                 "list":{"type":"array","minItems":1,"items":{"type":"string","maxLength":9,"enum":["a"]}}},
                 "$defs":{"maximum":{"anyOf":[{"type":"number","maximum":1},{"const":{"minimum":1}}]}}}"""))).isEqualTo(json("""
                {"type":"object","required":["minimum"],"properties":{"minimum":{"type":"integer"},
                 "list":{"type":"array","items":{"type":"string","enum":["a"]}}},
                 "$defs":{"maximum":{"anyOf":[{"type":"number"},{"const":{"minimum":1}}]}},
                 "additionalProperties":false}"""));
    }

    @Test
    void strictIsAskedOnlyWhereEveryObjectIsClosedAndRequiresAll() {
        assertThat(HeldSchema.isStrict(Wire.SCHEMA)).isTrue();
        assertThat(HeldSchema.isStrict(json("{\"type\":\"object\",\"properties\":{},\"required\":[]}")))
                .isFalse();
        assertThat(HeldSchema.isStrict(json("""
                {"type":"array","items":{"type":"object","additionalProperties":false,"required":["a"],
                 "properties":{"a":{},"b":{}}}}"""))).isFalse();
        assertThat(HeldSchema.isStrict(json("""
                {"$defs":{"required":{"anyOf":[{"type":"null"},{"properties":{"a":{}},"required":["a"]}]}}}"""))).isFalse();
    }
}
