package io.armature.assembler.assembly;

import static io.armature.assembler.assembly.Events.PLANNING;
import static io.armature.assembler.assembly.Events.accepted;
import static io.armature.assembler.assembly.Events.attempt;
import static io.armature.assembler.assembly.Events.done;
import static io.armature.assembler.assembly.Events.failed;
import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.Attempt;
import io.armature.events.ItemEnd;
import io.armature.events.ItemOutcome;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import io.armature.events.PlanAccepted;
import io.armature.events.PlanCompleted;
import java.io.IOException;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashMap;
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
import org.apache.avro.specific.SpecificRecord;

/** Any skeleton without cycles, its events in any order and any of them twice: each item once, and no cent too much. */
class HeldItemsPropertyTest {
    private static final BigDecimal LIMIT = new BigDecimal("1.000000000000");
    private static final BigDecimal SKELETON = new BigDecimal("0.010000000000");

    private static ManyJobs assembly;

    @BeforeContainer
    static void start() throws IOException {
        assembly = new ManyJobs();
    }

    @AfterContainer
    static void stop() throws IOException {
        assembly.close();
    }

    @Property(tries = 100, shrinking = ShrinkingMode.OFF)
    void eachItemIsAskedForOnceWithWhatWasAcceptedAndWithinTheLimit(
            @ForAll long seed, @ForAll @IntRange(min = 1, max = 12) int items) {
        new Course(new Random(seed), assembly.driver(), assembly.nextJob(), items).run();
    }

    /** One plan, its workers and the network between them. */
    private static final class Course {
        private final Random random;
        private final AssemblyDriver assembly;
        private final String job;
        private final List<ItemSpec> specs;
        private final Map<String, ItemOutcome> ends = new LinkedHashMap<>();
        private final Map<String, ItemRequested> asked = new HashMap<>();
        private final Map<String, BigDecimal> shares = new HashMap<>();
        private final Map<String, BigDecimal> costs = new HashMap<>();
        private final List<SpecificRecord> onTheWay = new ArrayList<>();
        private final List<PlanCompleted> plans = new ArrayList<>();

        Course(Random random, AssemblyDriver assembly, String job, int items) {
            this.random = random;
            this.assembly = assembly;
            this.job = job;
            this.specs = specs(items);
        }

        /** Items in any order in the document; each may depend on those that were drawn before it. */
        private List<ItemSpec> specs(int items) {
            List<ItemSpec> drawn = new ArrayList<>();
            for (int i = 0; i < items; i++) {
                String[] dependsOn = IntStream.range(0, i)
                        .filter(earlier -> random.nextInt(3) == 0)
                        .mapToObj(earlier -> "i" + earlier)
                        .toArray(String[]::new);
                drawn.add(
                        random.nextBoolean()
                                ? Events.after("i" + i, dependsOn)
                                : Events.afterIfThere("i" + i, dependsOn));
            }
            List<ItemSpec> shuffled = new ArrayList<>(drawn);
            java.util.Collections.shuffle(shuffled, random);
            return shuffled;
        }

        void run() {
            onTheWay.add(
                    PlanAccepted.newBuilder(accepted(job)).setMaxCost(LIMIT).build());
            onTheWay.add(Events.skeleton(job, specs, attempt("s", 0, SKELETON.toPlainString())));
            BigDecimal perItem =
                    LIMIT.subtract(SKELETON).divide(BigDecimal.valueOf(specs.size()), 12, RoundingMode.DOWN);
            specs.stream()
                    .filter(spec -> spec.getDependsOn().isEmpty())
                    .forEach(spec -> work(spec.getItemId(), perItem));
            while (!onTheWay.isEmpty()) {
                SpecificRecord event = onTheWay.remove(random.nextInt(onTheWay.size()));
                assembly.send(event);
                if (random.nextInt(4) == 0) {
                    assembly.send(event);
                }
                assembly.requests().forEach(record -> take(record.value()));
                plans.addAll(assembly.ends());
            }
            assertThat(plans).hasSize(1);
            specs.forEach(this::fared);
        }

        private void take(ItemRequested request) {
            assertThat(asked).as("asked for twice").doesNotContainKey(request.getItemId());
            asked.put(request.getItemId(), request);
            work(request.getItemId(), request.getMaxCost());
        }

        /** A worker spends as much of its share as it likes. */
        private void work(String itemId, BigDecimal share) {
            shares.put(itemId, share);
            assertThat(shares.keySet().stream()
                            .map(id -> costs.getOrDefault(id, shares.get(id)))
                            .reduce(SKELETON, BigDecimal::add))
                    .isLessThanOrEqualTo(LIMIT);
            BigDecimal cost = share.multiply(BigDecimal.valueOf(random.nextInt(101)))
                    .divide(BigDecimal.valueOf(100), 12, RoundingMode.DOWN);
            boolean good = random.nextInt(4) > 0;
            ends.put(itemId, good ? ItemOutcome.ACCEPTED : ItemOutcome.FAILED);
            costs.put(itemId, cost);
            Attempt attempt = attempt(itemId + "-1", 0, cost.toPlainString());
            onTheWay.add(
                    good ? done(job, PLANNING, itemId, attempt) : failed(job, PLANNING, itemId, "no good", attempt));
        }

        private void fared(ItemSpec spec) {
            ItemEnd end = plans.getFirst().getItems().get(specs.indexOf(spec));
            assertThat(end.getOutcome()).isEqualTo(ends.getOrDefault(spec.getItemId(), ItemOutcome.SKIPPED));
            List<String> there = spec.getDependsOn().stream()
                    .filter(id -> ends.get(id) == ItemOutcome.ACCEPTED)
                    .toList();
            boolean canBeMade = spec.getGoesOnWithout()
                    || there.size() == spec.getDependsOn().size();
            if (spec.getDependsOn().isEmpty() || !canBeMade) {
                assertThat(asked).doesNotContainKey(spec.getItemId());
            } else {
                assertThat(asked).containsKey(spec.getItemId());
                String results = asked.get(spec.getItemId()).getResults();
                assertThat(specs)
                        .allMatch(other -> results.contains("\"itemId\":\"" + other.getItemId() + "\"")
                                == there.contains(other.getItemId()));
            }
        }
    }
}
