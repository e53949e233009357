package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class BuiltInBlueprintsTest {
    private final Blueprint mealDay = Blueprints.builtIn().stream()
            .filter(b -> b.id().equals("meal-day"))
            .findFirst()
            .orElseThrow();

    @Test
    void everyBuiltInBlueprintIsWithoutFault() {
        assertThat(Blueprints.builtIn())
                .isNotEmpty()
                .allSatisfy(blueprint -> assertThat(Blueprints.read(blueprint.files()))
                        .extracting(Blueprint::version)
                        .isEqualTo(blueprint.version()));
    }

    @Test
    void everyExampleOfMealDayHasAGoodInput() throws Exception {
        try (Stream<Path> examples = Files.list(Path.of("..", "examples", "meal-day"))) {
            assertThat(examples.toList()).hasSizeGreaterThanOrEqualTo(3).allSatisfy(file -> {
                JsonNode request = JsonMapper.shared().readTree(file);
                assertThat(mealDay.checkInput(request.path("input"))).isEmpty();
            });
        }
    }

    @Test
    void anInputWithSeveralFaultsIsToldAllOfThem() {
        JsonNode input = JsonMapper.shared()
                .readTree("{\"athlete\":{\"age\":5},\"date\":\"tomorrow\",\"workouts\":[],\"targets\":{}}");
        assertThat(mealDay.checkInput(input))
                .extracting(Reason::pointer)
                .contains("/athlete/age", "/date", "/targets", "/athlete");
    }
}
