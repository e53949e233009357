package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.PlanCompleted;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/** {@code recipe-week} on the whole system: complete, in part, and without a recipe that comes twice. */
class RecipesIT extends SystemCase {
    @Test
    void everyExampleOfRecipeWeekBecomesACompletePlan() throws Exception {
        Map<String, ObjectNode> requests = new HashMap<>();
        for (String example : RecipeWeeks.EXAMPLES) {
            ObjectNode request = RecipeWeeks.example(example);
            requests.put(caller.submit(request), request);
        }
        requests.forEach((job, request) -> RecipeWeeks.isWhole(caller.end(job), request.path("input")));
        caller.billsEqualWhatTheProviderCounted(List.copyOf(requests.keySet()));
    }

    @Test
    void aRecipeThatNeverSucceedsLeavesAPartialWeek() throws Exception {
        cluster.models(Map.of("*", poison("day-1-dinner")));
        PlanCompleted end = caller.end(caller.submit(RecipeWeeks.example("one-day-vegan")));
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(end.getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getMessage().startsWith("day-1-dinner: "));
        assertThat(RecipeWeeks.names(end)).hasSize(2);
    }

    @Test
    void noRecipeComesTwiceThoughTheModelLikesToRepeatItselfAndThreeWorkersWrite() throws Exception {
        cluster.models(Map.of("*", latency(100).withChance(Fault.REPEATS, 0.3)));
        List<String> jobs = new ArrayList<>();
        for (int plan = 0; plan < 5; plan++) {
            jobs.add(caller.submit(RecipeWeeks.weekOf(UUID.randomUUID().toString())));
        }
        for (String job : jobs) {
            PlanCompleted end = caller.end(job);
            assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
            assertThat(RecipeWeeks.names(end)).hasSize(21).doesNotHaveDuplicates();
        }
        assertThat(cluster.simulator().stats().calls().stream()
                        .filter(call -> call.outcome().equals(Fault.REPEATS.toString())))
                .isNotEmpty();
        assertThat(cluster.simulator().stats().calls()).hasSizeGreaterThan(5 * 22);
        caller.billsEqualWhatTheProviderCounted(jobs);
    }

    private static Faults poison(String item) {
        return latency(20).withPoison(item);
    }
}
