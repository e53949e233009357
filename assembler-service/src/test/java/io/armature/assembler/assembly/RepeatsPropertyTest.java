package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Songs.accepted;
import static io.armature.assembler.assembly.Songs.skeleton;
import static io.armature.assembler.assembly.Songs.song;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemRequested;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.ShrinkingMode;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.lifecycle.AfterContainer;
import net.jqwik.api.lifecycle.BeforeContainer;
import org.apache.kafka.streams.test.TestRecord;
import tools.jackson.databind.json.JsonMapper;

/** Whatever is alike in a plan: the fewest repairs, and one end. */
class RepeatsPropertyTest {
    private static ManyJobs assembly;

    @BeforeContainer
    static void start() throws IOException {
        assembly = new ManyJobs();
    }

    @AfterContainer
    static void stop() throws IOException {
        assembly.close();
    }

    /**
     * Items of few names, answered in any order and some twice, by a worker that does what it is told, or writes
     * whatever it likes.
     */
    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void thePlanEndsOnceWithTheFewestRepairsAndTellsWhatStaysAlike(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int items, @ForAll boolean obeys) {
        run(assembly.nextJob(), new Random(seed), items, obeys);
    }

    private void run(String job, Random random, int items, boolean obeys) {
        List<String> ids = IntStream.range(0, items).mapToObj(i -> "i" + i).toList();
        List<ItemCompleted> toSend = new ArrayList<>();
        Map<String, Integer> firstNames = new HashMap<>();
        BigDecimal cost = BigDecimal.ZERO;
        int fresh = 1_000;
        for (String id : ids) {
            int name = random.nextInt(Math.max(1, items / 2) + 1);
            firstNames.merge("n" + name, 1, Integer::sum);
            toSend.add(songOf(job, id, 0, name));
            cost = cost.add(new BigDecimal("0.001"));
        }
        boolean late = random.nextBoolean();
        if (!late) {
            assembly.driver().send(accepted(job));
            assembly.driver().send(skeleton(job, ids));
        }
        Map<String, Integer> asked = new LinkedHashMap<>();
        int repairs = 0;
        int sent = 0;
        while (!toSend.isEmpty()) {
            ItemCompleted result = toSend.remove(random.nextInt(toSend.size()));
            assembly.driver().send(result);
            sent++;
            if (random.nextInt(5) == 0) {
                assembly.driver().send(result);
            }
            if (late && (toSend.isEmpty() || random.nextInt(4) == 0)) {
                late = false;
                assembly.driver().send(skeleton(job, ids));
                assembly.driver().send(accepted(job));
            }
            for (TestRecord<String, ItemRequested> request : assembly.driver().requests()) {
                repairs++;
                asked.merge(request.key(), 1, Integer::sum);
                assertThat(request.value().getRound()).isEqualTo(asked.get(request.key()));
                int name = obeys ? fresh++ : random.nextInt(4);
                toSend.add(
                        songOf(job, request.value().getItemId(), request.value().getRound(), name));
                cost = cost.add(new BigDecimal("0.001"));
            }
        }
        assertThat(sent).isEqualTo(items + repairs);
        assertThat(asked.values()).allMatch(rounds -> rounds <= Songs.ROUNDS);
        List<PlanCompleted> ends = assembly.driver().ends();
        assertThat(ends).hasSize(1);
        PlanCompleted end = ends.getFirst();
        List<String> names = JsonMapper.shared()
                .readTree(end.getDocument())
                .path("parts")
                .valueStream()
                .map(part -> part.path("name").asString(""))
                .toList();
        assertThat(names).hasSize(items);
        int alike = names.size() - new HashSet<>(names).size();
        assertThat(end.getReasons()).hasSize(alike);
        assertThat(end.getOutcome()).isEqualTo(alike == 0 ? Outcome.COMPLETE : Outcome.PARTIAL);
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo(cost);
        if (obeys) {
            assertThat(alike).isZero();
            assertThat(repairs).isEqualTo(items - firstNames.size());
        }
    }

    /** Names far from each other in meaning, too: by the angle. */
    private static ItemCompleted songOf(String job, String itemId, int round, int name) {
        Attempt attempt = attempt(itemId + "-" + round, 0, "0.001");
        return ItemCompleted.newBuilder(song(job, itemId, round, "n" + name, 0, attempt))
                .setVector(List.of())
                .build();
    }
}
