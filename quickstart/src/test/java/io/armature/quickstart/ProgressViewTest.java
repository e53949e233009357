package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

class ProgressViewTest {
    private final ByteArrayOutputStream written = new ByteArrayOutputStream();
    private final PrintStream out = new PrintStream(written, true, StandardCharsets.UTF_8);

    @Test
    void plainLinesAreWrittenOnceEach() {
        try (ProgressView view = new ProgressView(out, Terminal.NONE)) {
            view.show(step("GENERATING", 1));
            view.show(step("GENERATING", 1));
            view.show(step("ENDED", 2));
        }
        assertThat(text().lines()).hasSize(2);
        assertThat(text()).doesNotContain("\u001b", "\r");
    }

    @Test
    void aTerminalHasOneLineThatIsDrawnAgainAndStaysAtTheEnd() {
        try (ProgressView view = new ProgressView(out, new Terminal(true, 80, false, true))) {
            view.show(step("GENERATING", 1));
            view.show(step("ENDED", 2));
        }
        assertThat(text()).startsWith("\r\u001b[K").endsWith("\n");
        assertThat(text().chars().filter(c -> c == '\n')).hasSize(1);
    }

    @Test
    void theClockOfAStepRunsOnWhileNothingNewComes() {
        ObjectNode later = ProgressView.later((ObjectNode) step("GENERATING", 1), 2_000);
        assertThat(later.path("elapsedMs").asInt()).isEqualTo(7_000);
        assertThat(later.path("remainingMs").asInt()).isEqualTo(1_000);
    }

    private String text() {
        return written.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode step(String phase, int accepted) {
        return JsonMapper.shared()
                .readTree("{\"phase\":\"" + phase + "\",\"itemsTotal\":2,\"itemsAccepted\":" + accepted
                        + ",\"cost\":\"0.1\",\"elapsedMs\":5000,\"remainingMs\":1500}");
    }
}
