package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Songs.accepted;
import static io.armature.assembler.assembly.Songs.skeleton;
import static io.armature.assembler.assembly.Songs.song;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.Attempt;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemRequested;
import io.armature.events.Outcome;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import io.armature.events.Reason;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
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
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.util.FileSystemUtils;
import tools.jackson.databind.json.JsonMapper;

/** Items of a plan that are like each other are asked for again: the fewest, in bounded rounds. */
class RepeatsTest {
    @TempDir
    private Path state;

    private AssemblyDriver assembly;

    @BeforeEach
    void start() throws Exception {
        assembly = new AssemblyDriver(state, AssemblyDriver.BOUNDS);
    }

    @AfterEach
    void stop() {
        assembly.close();
    }

    @Test
    void theSecondOfTwoItemsOfOneNameIsAskedForAgainWithWhatToAvoid() {
        begin("a", "b", "c");
        assembly.send(song("job", "a", 0, "Crème Brûlée", 0));
        assembly.send(song("job", "c", 0, "Ode", 180));
        assembly.send(song("job", "b", 0, "creme - brulee", 90));

        TestRecord<String, ItemRequested> request = onlyRequest();
        assertThat(request.key()).isEqualTo("job/b");
        assertThat(request.value().getRound()).isEqualTo(1);
        assertThat(request.value().getRepair().getContent()).isEqualTo("{\"name\":\"creme - brulee\"}");
        assertThat(request.value().getRepair().getReasons())
                .extracting(Reason::getMessage)
                .anyMatch(message -> message.contains("this is like 'Crème Brûlée'"))
                .contains("the plan has already: Crème Brûlée; Ode");
        assertThat(assembly.ends()).isEmpty();

        assembly.send(song("job", "b", 1, "Sonnet", 90, attempt("b-2", 0, "0.002")));
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.COMPLETE);
        assertThat(end.getDocument()).contains("Sonnet").doesNotContain("creme");
        assertThat(end.getBill().getTotal().getCost()).isEqualByComparingTo("0.002");
        assertThat(assembly.counted("armature.items.repairs")).isEqualTo(1);
    }

    @Test
    void itemsThatMeanTheSameAreAlikeUnderAnyName() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Lentil and rice bowl", 0));
        assembly.send(song("job", "b", 0, "Rice bowl with lentils", 20));
        assertThat(onlyRequest().value().getRepair().getReasons().getFirst().getMessage())
                .contains("by its meaning (0.94 of 1)");
        assembly.send(song("job", "b", 1, "Sonnet", 40));
        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void whatStaysAlikeAfterTheLastRoundIsReported() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Ode", 0));
        for (int round = 0; round <= Songs.ROUNDS; round++) {
            assembly.send(song("job", "b", round, "Ode", 0));
        }
        // b has had its rounds, so a gives way, which still can.
        List<TestRecord<String, ItemRequested>> requests = assembly.requests();
        assertThat(requests).extracting(TestRecord::key).containsExactly("job/b", "job/b", "job/a");
        for (int round = 1; round <= Songs.ROUNDS; round++) {
            assembly.send(song("job", "a", round, "Ode", 0));
        }
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getReasons())
                .extracting(Reason::getMessage)
                .containsExactly("b: 'Ode' is like 'Ode' (a) by its name, and asking again did not change that");
        assertThat(JsonMapper.shared().readTree(end.getDocument()).path("parts"))
                .hasSize(2);
    }

    @Test
    void aRepairThatFailsLeavesWhatThereWasAndSaysSo() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "b", "no money"))
                .setRound(1)
                .build());
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "b", "no money"))
                .setRound(2)
                .build());
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "a", "no money"))
                .setRound(1)
                .build());
        assembly.send(ItemCompleted.newBuilder(Events.failed("job", PLANNING, "a", "no money"))
                .setRound(2)
                .build());
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(end.getDocument()).isEqualTo("{\"parts\":[{\"name\":\"Ode\"},{\"name\":\"Ode\"}]}");
    }

    @Test
    void aRepairThatIsStillOutAtTheDeadlineLeavesWhatThereWas() {
        begin("a", "b");
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assembly.pass(Events.DEADLINE.plusSeconds(2));
        PlanCompleted end = onlyEnd();
        assertThat(end.getOutcome()).isEqualTo(Outcome.PARTIAL);
        assertThat(JsonMapper.shared().readTree(end.getDocument()).path("parts"))
                .hasSize(2);
    }

    @Test
    void resultsThatCameBeforeTheSkeletonAreComparedToo() {
        assembly.send(song("job", "a", 0, "Ode", 0));
        assembly.send(song("job", "b", 0, "Ode", 0));
        assembly.send(skeleton("job", List.of("a", "b")));
        assembly.send(accepted("job"));
        assertThat(onlyRequest().key()).isEqualTo("job/b");
        assembly.send(song("job", "b", 1, "Sonnet", 90));
        assertThat(onlyEnd().getOutcome()).isEqualTo(Outcome.COMPLETE);
    }

    @Test
    void aRepairGetsNoMoreThanWhatTheOthersLeft() {
        assembly.send(PlanAccepted.newBuilder(accepted("job"))
                .setMaxCost(new BigDecimal("0.030000000000"))
                .build());
        assembly.send(skeleton("job", List.of("a", "b", "c")));
        assembly.send(song("job", "a", 0, "Ode", 0, attempt("a-1", 0, "0.010")));
        assembly.send(song("job", "b", 0, "Ode", 0, attempt("b-1", 0, "0.007")));
        assertThat(onlyRequest().value().getMaxCost()).isEqualByComparingTo("0.003");
    }

    /**
     * Items of few names, answered in any order and some twice, by a worker that does what it is told, or writes
     * whatever it likes.
     */
    @Property(tries = 40, shrinking = ShrinkingMode.OFF)
    void thePlanEndsOnceWithTheFewestRepairsAndTellsWhatStaysAlike(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 14) int items, @ForAll boolean obeys)
            throws IOException {
        Path folder = Files.createTempDirectory("repeats");
        try (AssemblyDriver driver = new AssemblyDriver(folder, AssemblyDriver.BOUNDS)) {
            run(driver, new Random(seed), items, obeys);
        } finally {
            FileSystemUtils.deleteRecursively(folder);
        }
    }

    private static void run(AssemblyDriver driver, Random random, int items, boolean obeys) {
        List<String> ids = IntStream.range(0, items).mapToObj(i -> "i" + i).toList();
        List<ItemCompleted> toSend = new ArrayList<>();
        Map<String, Integer> firstNames = new HashMap<>();
        BigDecimal cost = BigDecimal.ZERO;
        int fresh = 1_000;
        for (String id : ids) {
            int name = random.nextInt(Math.max(1, items / 2) + 1);
            firstNames.merge("n" + name, 1, Integer::sum);
            toSend.add(songOf(id, 0, name));
            cost = cost.add(new BigDecimal("0.001"));
        }
        boolean late = random.nextBoolean();
        if (!late) {
            driver.send(accepted("job"));
            driver.send(skeleton("job", ids));
        }
        Map<String, Integer> asked = new LinkedHashMap<>();
        int repairs = 0;
        int sent = 0;
        while (!toSend.isEmpty()) {
            ItemCompleted result = toSend.remove(random.nextInt(toSend.size()));
            driver.send(result);
            sent++;
            if (random.nextInt(5) == 0) {
                driver.send(result);
            }
            if (late && (toSend.isEmpty() || random.nextInt(4) == 0)) {
                late = false;
                driver.send(skeleton("job", ids));
                driver.send(accepted("job"));
            }
            for (TestRecord<String, ItemRequested> request : driver.requests()) {
                repairs++;
                asked.merge(request.key(), 1, Integer::sum);
                assertThat(request.value().getRound()).isEqualTo(asked.get(request.key()));
                int name = obeys ? fresh++ : random.nextInt(4);
                toSend.add(songOf(request.value().getItemId(), request.value().getRound(), name));
                cost = cost.add(new BigDecimal("0.001"));
            }
        }
        assertThat(sent).isEqualTo(items + repairs);
        assertThat(asked.values()).allMatch(rounds -> rounds <= Songs.ROUNDS);
        List<PlanCompleted> ends = driver.ends();
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
    private static ItemCompleted songOf(String itemId, int round, int name) {
        Attempt attempt = attempt(itemId + "-" + round, 0, "0.001");
        return ItemCompleted.newBuilder(song("job", itemId, round, "n" + name, 0, attempt))
                .setVector(List.of())
                .build();
    }

    private void begin(String... items) {
        assembly.send(accepted("job"));
        assembly.send(skeleton("job", List.of(items)));
    }

    private TestRecord<String, ItemRequested> onlyRequest() {
        List<TestRecord<String, ItemRequested>> requests = assembly.requests();
        assertThat(requests).hasSize(1);
        return requests.getFirst();
    }

    private PlanCompleted onlyEnd() {
        List<PlanCompleted> ends = assembly.ends();
        assertThat(ends).hasSize(1);
        return ends.getFirst();
    }
}
