package io.armature.retrieval;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.BiPredicate;

/**
 * Deals the entries of a corpus out to the items of a plan, as cards are: round after round, each item in its turn gets
 * the nearest entry that fits it and that nobody has. So no entry is offered twice in a plan, without any lock between
 * those who work on its items, and no item has its third choice before another has its first. The same plan is dealt
 * the same.
 */
final class Dealing {
    private Dealing() {}

    /**
     * Places in the corpus by item, the nearest first; fewer than {@code offer} where the corpus has no more that fit.
     *
     * @param nearest all places by item, the nearest first; the order of the items is that of their turns
     * @param fits whether the entry at a place may be offered to an item
     */
    static Map<String, List<Integer>> deal(
            Map<String, List<Integer>> nearest, int offer, BiPredicate<String, Integer> fits) {
        Map<String, List<Integer>> dealt = new LinkedHashMap<>();
        Map<String, Integer> looked = new LinkedHashMap<>();
        nearest.keySet().forEach(item -> dealt.put(item, new ArrayList<>()));
        Set<Integer> taken = new HashSet<>();
        for (int round = 0; round < offer; round++) {
            for (Map.Entry<String, List<Integer>> turn : nearest.entrySet()) {
                String item = turn.getKey();
                int at = looked.getOrDefault(item, 0);
                // What was passed over was taken or does not fit, and will stay so.
                while (at < turn.getValue().size()
                        && (taken.contains(turn.getValue().get(at))
                                || !fits.test(item, turn.getValue().get(at)))) {
                    at++;
                }
                if (at < turn.getValue().size()) {
                    taken.add(turn.getValue().get(at));
                    dealt.computeIfAbsent(item, i -> new ArrayList<>())
                            .add(turn.getValue().get(at));
                    at++;
                }
                looked.put(item, at);
            }
        }
        return dealt;
    }
}
