package io.armature.planner.planning;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.events.ItemRequested;
import io.armature.events.PlanAccepted;
import io.armature.events.SkeletonCreated;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Items that the blueprint wants in one call are asked for by one event. */
class GroupsTest {
    static {
        // Loading the catalogue of topics is what makes Avro trust the generated classes.
        assertThat(Topic.ITEMS_REQUESTED.eventType()).isEqualTo(ItemRequested.class);
    }

    private static final Blueprint NOTES = Blueprints.read(new BlueprintFiles(Map.of(
            "blueprint.yaml",
            """
            id: notes
            deadline: 5m
            input: {schema: any.json}
            skeleton: {schema: list.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            items: {each: parts, id: id, kind: {from: type}}
            kinds:
              note:
                schema: any.json
                system: p.md
                ask: p.md
                tiers: [{model: cheap, maxTokens: 100}]
                together: {most: 3, ask: all.md}
              song: {schema: any.json, system: p.md, ask: p.md, tiers: [{model: cheap, maxTokens: 100}]}
            """,
            "any.json",
            "{\"type\": \"object\"}",
            "list.json",
            """
            {"type": "object", "required": ["parts"], "properties": {"parts": {"type": "array", "items":
              {"type": "object", "required": ["id", "type"],
               "properties": {"id": {"type": "string"}, "type": {"enum": ["note", "song"]}}}}}}
            """,
            "p.md",
            "Write.",
            "all.md",
            "{{{specs}}}")));

    @Test
    void neighboursOfOneKindShareARequestAndOtherKindsHaveTheirOwn() {
        List<ItemRequested> requests = requests("note note song note note note", null);

        assertThat(requests)
                .extracting(GroupsTest::ids)
                .containsExactly(List.of("p0", "p1", "p3"), List.of("p2"), List.of("p4", "p5"));
        assertThat(requests.getFirst().getMates().getFirst().getSpec()).isEqualTo("{\"id\":\"p1\",\"type\":\"note\"}");
    }

    @Test
    void theMoneyOfARequestIsThatOfEachOfItsItems() {
        assertThat(requests("note note", "0.5"))
                .extracting(ItemRequested::getMaxCost)
                .containsExactly(new BigDecimal("0.250000000000"));
    }

    private static List<ItemRequested> requests(String kinds, String maxCost) {
        String[] each = kinds.split(" ");
        JsonNode skeleton = JsonMapper.shared()
                .readTree(IntStream.range(0, each.length)
                        .mapToObj(i -> "{\"id\":\"p" + i + "\",\"type\":\"" + each[i] + "\"}")
                        .collect(Collectors.joining(",", "{\"parts\":[", "]}")));
        PlanAccepted plan = PlanAccepted.newBuilder()
                .setJobId("job-1")
                .setBlueprint("notes")
                .setBlueprintVersion(NOTES.version())
                .setInput("{}")
                .setMaxCost(maxCost == null ? null : new BigDecimal(maxCost).setScale(12))
                .setRequestedAt(Instant.EPOCH)
                .setAcceptedAt(Instant.EPOCH)
                .setDeadline(Instant.EPOCH)
                .build();
        List<SpecificRecord> events = new PlanEvents(plan, "planning-1", new RecordHeaders(), Instant.EPOCH)
                .planned(NOTES, skeleton, NOTES.items(skeleton), Map.of(), List.of()).stream()
                        .map(ProducerRecord::value)
                        .toList();
        assertThat(((SkeletonCreated) events.getFirst()).getItems()).hasSize(each.length);
        return events.stream().skip(1).map(ItemRequested.class::cast).toList();
    }

    private static List<String> ids(ItemRequested request) {
        return IntStream.rangeClosed(0, request.getMates().size())
                .mapToObj(i -> i == 0
                        ? request.getItemId()
                        : request.getMates().get(i - 1).getItemId())
                .toList();
    }
}
