package io.armature.worker;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.events.ItemRequested;
import io.armature.topics.Topic;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.json.JsonMapper;

/** Items to test with: one meal of an example's day. */
final class Items {
    static final Blueprint MEAL_DAY = Blueprints.builtIn().stream()
            .filter(blueprint -> blueprint.id().equals("meal-day"))
            .findFirst()
            .orElseThrow();

    static {
        // Loading the catalogue of topics is what makes Avro trust the generated classes.
        Topic.ITEMS_REQUESTED.topicName();
    }

    private Items() {}

    static ItemRequested meal(String jobId, String itemId) {
        return meal(jobId, itemId, null);
    }

    static ItemRequested meal(String jobId, String itemId, @Nullable String maxCost) {
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        return ItemRequested.newBuilder()
                .setJobId(jobId)
                .setPlanningId("planning-1")
                .setItemId(itemId)
                .setKind("meal")
                .setBlueprint(MEAL_DAY.id())
                .setBlueprintVersion(MEAL_DAY.version())
                .setSpec("""
                        {"meal_id":"%s","name":"Breakfast","time":"07:30","purpose":"Fill glycogen before training",
                         "calories_target":600,"protein_g_target":30,"carbs_g_target":75,"fat_g_target":20,
                         "sodium_mg_target":500}""".formatted(itemId))
                .setInput(input())
                .setHeader("""
                        {"daily_targets":{"calories":2400,"protein_g":120,"carbs_g":300,"fat_g":80,"sodium_mg":2000},
                         "day_rationale":"An easy day."}""")
                .setMaxCost(maxCost == null ? null : new BigDecimal(maxCost).setScale(12))
                .setTenant("acme")
                .setRequestedAt(now)
                .setDeadline(now.plus(10, ChronoUnit.MINUTES))
                .build();
    }

    private static String input() {
        try (Stream<Path> examples = Files.list(Path.of("..", "examples", "meal-day"))) {
            Path first = examples.sorted().findFirst().orElseThrow();
            return JsonMapper.shared().readTree(first).path("input").toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
