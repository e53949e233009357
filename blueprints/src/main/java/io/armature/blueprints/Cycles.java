package io.armature.blueprints;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.SequencedSet;

/** Finds what waits for itself (Kahn's algorithm: what can be done in some order is taken away; a cycle stays). */
final class Cycles {
    private Cycles() {}

    /**
     * One cycle, its first member again at the end; empty when there is none.
     *
     * @param dependsOn by id; ids that it does not have are passed over
     */
    static List<String> one(Map<String, List<String>> dependsOn) {
        Map<String, Integer> unmet = new LinkedHashMap<>();
        Map<String, List<String>> dependants = new HashMap<>();
        dependsOn.forEach((id, others) -> {
            List<String> known =
                    others.stream().filter(dependsOn::containsKey).distinct().toList();
            unmet.put(id, known.size());
            known.forEach(other ->
                    dependants.computeIfAbsent(other, d -> new ArrayList<>()).add(id));
        });
        Deque<String> free = new ArrayDeque<>(unmet.entrySet().stream()
                .filter(entry -> entry.getValue() == 0)
                .map(Map.Entry::getKey)
                .toList());
        while (!free.isEmpty()) {
            String done = free.removeFirst();
            unmet.remove(done);
            for (String next : dependants.getOrDefault(done, List.of())) {
                if (unmet.merge(next, -1, Integer::sum) == 0) {
                    free.add(next);
                }
            }
        }
        return unmet.isEmpty() ? List.of() : walked(unmet, dependsOn);
    }

    /** Everything left waits for something left: whoever follows that comes by the same place again. */
    private static List<String> walked(Map<String, Integer> left, Map<String, List<String>> dependsOn) {
        SequencedSet<String> path = new LinkedHashSet<>();
        String at = left.keySet().iterator().next();
        while (path.add(at)) {
            at = dependsOn.getOrDefault(at, List.of()).stream()
                    .filter(left::containsKey)
                    .findFirst()
                    .orElseThrow();
        }
        List<String> cycle = new ArrayList<>(path).subList(new ArrayList<>(path).indexOf(at), path.size());
        List<String> closed = new ArrayList<>(cycle);
        closed.add(at);
        return closed;
    }

    /** How a cycle reads. */
    static String shown(List<String> cycle) {
        return Reasons.trimmed(String.join(" → ", cycle), 300);
    }
}
