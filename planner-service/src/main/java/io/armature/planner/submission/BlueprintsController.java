package io.armature.planner.submission;

import io.armature.blueprints.Blueprint;
import io.armature.planner.ServedBlueprints;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** {@code GET /blueprints}: what can be asked for. */
@RestController
class BlueprintsController {
    private final ServedBlueprints blueprints;

    BlueprintsController(ServedBlueprints blueprints) {
        this.blueprints = blueprints;
    }

    @GetMapping("/blueprints")
    List<Map<String, Object>> all() {
        return blueprints.all().stream().map(BlueprintsController::summary).toList();
    }

    @GetMapping("/blueprints/{id}")
    ResponseEntity<?> one(@PathVariable String id) {
        return blueprints
                .find(id)
                .<ResponseEntity<?>>map(blueprint -> {
                    Map<String, Object> answer = summary(blueprint);
                    answer.put("input", blueprint.inputSchema());
                    return ResponseEntity.ok(answer);
                })
                .orElseGet(() -> ResponseEntity.of(Problems.of(
                                HttpStatus.NOT_FOUND,
                                "No such blueprint",
                                "there is no blueprint '" + id + "'; there are "
                                        + blueprints.all().stream()
                                                .map(Blueprint::id)
                                                .toList()))
                        .build());
    }

    private static Map<String, Object> summary(Blueprint blueprint) {
        Map<String, Object> summary = new LinkedHashMap<>();
        summary.put("id", blueprint.id());
        summary.put("version", blueprint.version());
        summary.put("title", blueprint.title());
        return summary;
    }
}
