package io.armature.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A whole document is as likely to be wrong as one of its items is, and one wrong item makes it wrong. */
class WholeDocumentFaultsTest {
    private static final List<Blueprint> BUILT_IN = Blueprints.builtIn();
    private static final Faults TENTH =
            Faults.NONE.withChance(Fault.MALFORMED, 0.04).withChance(Fault.RULE, 0.06);

    @ParameterizedTest
    @CsvSource({"0, 0.1", "1, 0.1", "8, 0.5695", "21, 0.8906"})
    void ofSoManyItemsThisShareOfTheAnswersIsWrong(int items, double share) {
        int draws = 10_000;
        long wrong = IntStream.range(0, draws)
                .filter(draw -> TENTH.drawn((draw + 0.5) / draws, items).isPresent())
                .count();
        assertThat((double) wrong / draws).isCloseTo(share, within(1e-3));
    }

    @Test
    void whatDoesNotLieInTheContentComesOnceForEachCall() {
        Faults throttled = Faults.NONE.withChance(Fault.THROTTLED, 0.2);
        assertThat(throttled.drawn(0.19, 21)).contains(Fault.THROTTLED);
        assertThat(throttled.drawn(0.21, 21)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "meal-day, easy-day, breakfast",
        "language-lesson, travel, dialogue-1",
        "code-project, notes, backend-models",
        "training-program, two-weeks-strength, week-02",
        "recipe-week, one-day-vegan, day-1-lunch"
    })
    void aDocumentThatHoldsAnItemWhichTheModelNeverGetsRightIsNeverRight(String blueprint, String example, String item)
            throws IOException {
        ChatRequest whole = whole(blueprint, example);
        Faults hard = Faults.NONE.withPoison(item);
        assertThat(fault(whole, hard)).contains(Fault.RULE);
        assertThat(fault(whole, Faults.NONE.withPoison("of-another-document"))).isEmpty();
    }

    private static Optional<Fault> fault(ChatRequest request, Faults faults) {
        SimulatorSettings settings = new SimulatorSettings(0, 7, Map.of("*", faults));
        return Course.of(request, settings, new SplittableRandom(1)).fault();
    }

    private static ChatRequest whole(String id, String example) throws IOException {
        Blueprint blueprint =
                BUILT_IN.stream().filter(b -> b.id().equals(id)).findFirst().orElseThrow();
        JsonNode input = JsonMapper.shared()
                .readTree(Path.of("..", "examples", id, example + ".json").toFile())
                .path("input");
        Stage single = blueprint.single().orElseThrow();
        JsonNode request = Athletes.request("any", single, single.ask(Variables.forSkeleton(input)));
        return ChatRequest.of(request.toString().getBytes(StandardCharsets.UTF_8));
    }
}
