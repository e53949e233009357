package io.armature.retrieval;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class DealingTest {
    @Test
    void noItemHasItsSecondChoiceBeforeAnotherHasItsFirst() {
        Map<String, List<Integer>> nearest = new LinkedHashMap<>();
        nearest.put("lunch", List.of(0, 1, 2, 3));
        nearest.put("dinner", List.of(1, 0, 2, 3));
        assertThat(Dealing.deal(nearest, 2, (item, place) -> true))
                .isEqualTo(Map.of("lunch", List.of(0, 2), "dinner", List.of(1, 3)));
    }

    @Test
    void whatDoesNotFitAnItemIsLeftForOthers() {
        Map<String, List<Integer>> nearest = new LinkedHashMap<>();
        nearest.put("vegan", List.of(0, 1));
        nearest.put("any", List.of(0, 1));
        assertThat(Dealing.deal(nearest, 1, (item, place) -> item.equals("any") || place == 1))
                .isEqualTo(Map.of("vegan", List.of(1), "any", List.of(0)));
    }

    @Property
    void nothingIsOfferedTwiceAndNobodyGoesShortWhileSomethingFits(
            @ForAll @IntRange(min = 1, max = 30) int items,
            @ForAll @IntRange(min = 0, max = 60) int entries,
            @ForAll @IntRange(min = 1, max = 5) int offer,
            @ForAll long seed) {
        Random random = new Random(seed);
        Map<String, List<Integer>> nearest = new LinkedHashMap<>();
        for (int i = 0; i < items; i++) {
            List<Integer> order =
                    new ArrayList<>(IntStream.range(0, entries).boxed().toList());
            Collections.shuffle(order, random);
            nearest.put("item-" + i, order);
        }
        Map<String, List<Integer>> dealt = Dealing.deal(nearest, offer, (item, place) -> true);
        List<Integer> all = dealt.values().stream().flatMap(List::stream).toList();
        assertThat(new HashSet<>(all)).hasSameSizeAs(all);
        assertThat(all).hasSize(Math.min(entries, items * offer));
        dealt.forEach((item, places) -> assertThat(places)
                .isSortedAccordingTo((a, b) ->
                        nearest.get(item).indexOf(a) - nearest.get(item).indexOf(b)));
        assertThat(dealt.values().stream().mapToInt(List::size).max().orElse(0)
                        - dealt.values().stream().mapToInt(List::size).min().orElse(0))
                .isLessThanOrEqualTo(1);
    }
}
