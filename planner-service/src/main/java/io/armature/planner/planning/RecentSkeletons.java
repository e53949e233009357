package io.armature.planner.planning;

import io.armature.blueprints.Blueprint;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;

/**
 * Skeletons that this process had accepted lately, for estimates of requests like theirs. Of each version of a
 * blueprint the last {@value #MOST_OF_ONE}, of the {@value #MOST_VERSIONS} versions used last; a very large one is not
 * kept. Thread-safe.
 */
@Component
public class RecentSkeletons {
    private static final int MOST_VERSIONS = 50;
    private static final int MOST_OF_ONE = 20;
    private static final int MOST_ITEMS = 500;

    private record Accepted(JsonNode input, JsonNode skeleton) {}

    private final Map<String, Deque<Accepted>> byVersion = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Deque<Accepted>> eldest) {
            return size() > MOST_VERSIONS;
        }
    };

    /** Keeps one that was accepted. */
    public synchronized void remember(Blueprint blueprint, JsonNode input, JsonNode skeleton) {
        if (blueprint.items(skeleton).size() <= MOST_ITEMS) {
            Deque<Accepted> accepted = byVersion.computeIfAbsent(blueprint.toString(), version -> new ArrayDeque<>());
            accepted.addFirst(new Accepted(input, skeleton));
            if (accepted.size() > MOST_OF_ONE) {
                accepted.removeLast();
            }
        }
    }

    /** The skeleton of the request that is most like this one, the newest of several; empty when none is known. */
    public synchronized Optional<JsonNode> nearest(Blueprint blueprint, JsonNode input) {
        return byVersion.getOrDefault(blueprint.toString(), new ArrayDeque<>()).stream()
                .min(Comparator.comparingInt(accepted -> -likeness(accepted.input(), input)))
                .map(Accepted::skeleton);
    }

    /** How many values two inputs share at the same place; of lists the length counts, and each entry. */
    private static int likeness(JsonNode one, JsonNode other) {
        if (one.isObject() && other.isObject()) {
            return one.properties().stream()
                    .mapToInt(member -> likeness(member.getValue(), other.path(member.getKey())))
                    .sum();
        }
        if (one.isArray() && other.isArray()) {
            int shared = one.size() == other.size() ? 1 : 0;
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                shared += likeness(one.path(i), other.path(i));
            }
            return shared;
        }
        return one.isNumber() && other.isNumber()
                ? Double.compare(one.doubleValue(), other.doubleValue()) == 0 ? 1 : 0
                : one.equals(other) ? 1 : 0;
    }
}
