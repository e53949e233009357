package io.armature.assembler.job;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.ItemSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** How much time is left of a plan, by what its items have taken so far and how they wait for each other. */
class StepsTest {
    private static final Instant START = Instant.parse("2026-11-21T06:00:00Z");

    @Test
    void nothingIsSaidBeforeAnythingIsDone() {
        assertThat(Steps.begun(START).left(items(4, 0, 0), at(2))).isEmpty();
    }

    @Test
    void itemsSideBySideAreExpectedAtEvenDistances() {
        // One of four after two seconds: the others after four, six and eight, less what the first is early by.
        assertThat(Steps.begun(START).left(items(4, 1, 0), at(2))).contains(Duration.ofSeconds(3));
    }

    @Test
    void aChainIsAsLongAsItsItemsOneAfterTheOther() {
        Steps one = Steps.begun(START).holding(List.of(4, 3, 2, 1)).without(4, 1, at(10));

        assertThat(one.left(items(5, 1, 3), at(10))).contains(Duration.ofSeconds(40));
    }

    @Test
    void whatIsNotOnTheLongestChainAddsNothing() {
        Steps chain = Steps.begun(START).holding(List.of(2, 1)).without(2, 1, at(10));
        Steps bushy = Steps.begun(START)
                .holding(List.of(2, 2, 2, 1, 1, 1))
                .without(2, 3, at(10))
                .without(2, 3, at(10))
                .without(2, 3, at(10));

        assertThat(bushy.left(items(9, 3, 3), at(10)))
                .isEqualTo(chain.left(items(3, 1, 1), at(10)))
                .contains(Duration.ofSeconds(20));
    }

    @Test
    void manyThatWaitedForOneAreOneStep() {
        Steps released = Steps.begun(START).holding(Collections.nCopies(20, 1));
        for (int i = 0; i < 20; i++) {
            released = released.without(1, 1, at(10));
        }

        assertThat(released.left(items(21, 1, 0), at(10))).contains(Duration.ofSeconds(10));
    }

    @Test
    void manyThatAreNotAllSideBySideAreExpectedAtTheRateAtWhichTheyEnd() {
        Steps released = Steps.begun(START).holding(Collections.nCopies(20, 1));
        for (int i = 0; i < 20; i++) {
            released = released.without(1, 1, at(10));
        }

        // Five a ten seconds: nine after twenty would leave eleven for as long again and a little more.
        assertThat(released.left(items(21, 10, 0), at(30))).contains(Duration.ofSeconds(22));
    }

    @Test
    void theTimeThatAStepHasTakenAlreadyIsNotLeft() {
        Steps one = Steps.begun(START).holding(List.of(1)).without(1, 1, at(10));

        assertThat(one.left(items(2, 1, 0), at(16))).contains(Duration.ofSeconds(4));
    }

    @Test
    void aStepThatIsLateIsExpectedToTakeAsLongAgainAsItIsLate() {
        Steps one = Steps.begun(START).holding(List.of(1)).without(1, 1, at(10));

        assertThat(one.left(items(2, 1, 0), at(27))).contains(Duration.ofSeconds(7));
    }

    @Test
    void whatIsSkippedTakesNoTimeAndIsNoStep() {
        Steps skipped = Steps.begun(START)
                .holding(List.of(4, 3, 2, 1))
                .without(4, 1, at(10))
                .without(3, 2, at(10));

        assertThat(skipped.behind()).isOne();
        assertThat(skipped.ahead()).isEqualTo(2);
    }

    @Test
    void aResultThatNobodyWaitedForChangesNothing() {
        Steps steps = Steps.begun(START).holding(List.of(2, 1));

        assertThat(steps.without(5, 1, at(1))).isEqualTo(steps);
    }

    @Test
    void aPlanThatIsReadAgainIsWhereItWas() {
        Job job = Job.first("job", START);
        Steps steps = Steps.begun(START).holding(List.of(2, 1)).without(2, 1, at(5));
        Job held = new Job(
                "job", job.request(), job.phase(), null, "planning", items(3, 1, 1), job.cost(), null, steps, START);

        assertThat(JobJson.read(JobJson.write(held)).steps()).isEqualTo(steps);
    }

    @Test
    void aChainIsMeasuredByItsItemsHoweverTheyAreListed() {
        Dependencies diamond = new Dependencies(List.of(
                spec("end", "left", "right"),
                spec("left", "begin"),
                spec("right", "middle"),
                spec("middle", "begin"),
                spec("begin"),
                spec("alone")));

        assertThat(List.of("begin", "middle", "right", "left", "end", "alone"))
                .extracting(diamond::chain)
                .containsExactly(4, 3, 2, 2, 1, 1);
    }

    @Test
    void chainsOfThousandsAndFaultySkeletonsAreMeasuredToo() {
        List<ItemSpec> chain = new ArrayList<>(IntStream.range(1, 5_000)
                .mapToObj(i -> spec("i" + i, "i" + (i - 1)))
                .toList());
        chain.add(spec("i0", "nowhere"));
        assertThat(new Dependencies(chain).chain("i0")).isEqualTo(5_000);
        assertThat(Steps.begun(START).holding(List.of(4_999, 4_998)).ahead()).isEqualTo(Steps.MOST);
        assertThat(new Dependencies(List.of(spec("a", "b"), spec("b", "a"))).chain("a"))
                .isOne();
    }

    private static ItemCounts items(int total, int ended, int waiting) {
        return new ItemCounts(total, ended, 0, 0, waiting);
    }

    private static Instant at(int second) {
        return START.plusSeconds(second);
    }

    private static ItemSpec spec(String id, String... after) {
        return ItemSpec.newBuilder()
                .setItemId(id)
                .setKind("part")
                .setTitle(id)
                .setSpec("{}")
                .setDependsOn(List.of(after))
                .build();
    }
}
