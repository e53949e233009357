package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Faults;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code language-lesson} on the whole system, in two phases and in one call, whole and in part. */
class LessonsIT extends SystemCase {
    private static final JsonMapper JSON = JsonMapper.shared();

    @Test
    void everyLessonAndEveryDocumentOfOneCallIsCompleteAndPaidForAsTheProviderCounted() throws Exception {
        Map<String, ObjectNode> requests = new HashMap<>();
        for (String lesson : List.of("food-short", "travel", "work-long")) {
            requests.put(
                    caller.submit(Caller.example("language-lesson/" + lesson)),
                    Caller.example("language-lesson/" + lesson));
        }
        for (ObjectNode whole :
                List.of(Caller.example("meal-day/two-workouts"), Caller.example("language-lesson/travel"))) {
            whole.put("mode", "single-call").put("model", "strong").put("fast", true);
            requests.put(caller.submit(whole), whole);
        }
        for (Map.Entry<String, ObjectNode> request : requests.entrySet()) {
            PlanCompleted end = caller.end(request.getKey());
            assertThat(end.getOutcome().name()).as("%s", end.getReasons()).isEqualTo("COMPLETE");
            assertThat(blueprint(end.getBlueprint())
                            .checkDocument(request.getValue().path("input"), JSON.readTree(end.getDocument())))
                    .isEmpty();
            assertThat(end.getItems().isEmpty())
                    .isEqualTo(request.getValue().path("mode").asString("").equals("single-call"));
            assertThat(cluster.client().status(request.getKey()).path("mode").asString())
                    .isEqualTo(request.getValue().path("mode").asString("two-phase"));
        }
        caller.billsEqualWhatTheProviderCounted(List.copyOf(requests.keySet()));
    }

    @Test
    void aSectionThatNoModelCanTurnStandsInAPartialLessonAsItWasFirstWritten() throws Exception {
        cluster.models(Map.of("*", poison("dialogue-1")));
        String job = caller.submit(Caller.example("language-lesson/travel"));
        PlanCompleted end = caller.end(job);
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(end.getReasons())
                .isNotEmpty()
                .allMatch(reason -> reason.getMessage().startsWith("dialogue-1: "));
        JsonNode sections = JSON.readTree(end.getDocument()).path("sections");
        assertThat(sections).hasSize(3);
        assertThat(sections.path(0).has("sentences")).isTrue();
        assertThat(sections.path(1).path("content").asString()).contains("駅");
        assertThat(sections.path(1).has("turns")).isFalse();
        caller.billsEqualWhatTheProviderCounted(List.of(job));
    }

    @Test
    void aLessonWithoutASingleTurnedSectionIsStillThereAndEveryMetricOfTheAlertRulesIsExposed() throws Exception {
        cluster.models(Map.of("*", latency(20).withPoison("reading-1", "grammar-1")));
        PlanCompleted end = caller.end(caller.submit(Caller.example("language-lesson/food-short")));
        assertThat(end.getOutcome().name()).isEqualTo("PARTIAL");
        assertThat(JSON.readTree(end.getDocument()).path("sections"))
                .hasSize(2)
                .allSatisfy(section -> assertThat(section.has("content")).isTrue());

        Set<String> named = Pattern.compile("\\b(?:armature|gen_ai|inflight)_[a-z_]+\\b")
                .matcher(Files.readString(Path.of("../deploy/alerts/armature.rules.yaml")))
                .results()
                .map(MatchResult::group)
                .collect(Collectors.toSet());
        List<Cluster.Service> services = new ArrayList<>(cluster.workers());
        services.addAll(List.of(cluster.planner(), cluster.assembler()));
        Set<String> exposed = new HashSet<>();
        for (Cluster.Service service : services) {
            cluster.scrape(service)
                    .lines()
                    .map(line -> line.split("[ {]", 2)[0])
                    .forEach(exposed::add);
        }
        assertThat(named).hasSizeGreaterThan(8);
        // A summary's own name stands for its parts.
        assertThat(named).allMatch(name -> exposed.contains(name) || exposed.contains(name + "_count"));
    }

    private static Blueprint blueprint(String id) {
        return Blueprints.builtIn().stream()
                .filter(blueprint -> blueprint.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    private static Faults poison(String item) {
        return latency(20).withPoison(item);
    }
}
