package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class WishTest {
    private static final String REQUEST = "{\"jobId\": \"job-1\", \"blueprint\": \"meal-day\", \"model\": \"cheap\"}";

    @Test
    void withoutOptionsARequestStaysAsItIs() {
        assertThat(wished()).isEqualTo(JsonMapper.shared().readTree(REQUEST));
    }

    @Test
    void whatTheCommandLineSaysGoesBeforeTheFile() {
        assertThat(wished("--model", "strong", "--fast"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"jobId\": \"job-1\", \"blueprint\": \"meal-day\", \"model\": \"strong\","
                                + " \"fast\": true}"));
    }

    @Test
    void aRetryIsAnotherPlan() {
        assertThat(wished("--retry"))
                .isEqualTo(JsonMapper.shared()
                        .readTree("{\"blueprint\": \"meal-day\", \"model\": \"cheap\", \"retry\": true}"));
    }

    private static ObjectNode wished(String... options) {
        return CommandLine.populateCommand(new Wish(), options)
                .in((ObjectNode) JsonMapper.shared().readTree(REQUEST));
    }
}
