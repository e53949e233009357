package io.armature.simulator;

import io.armature.simulator.writing.Ask;
import io.armature.simulator.writing.Content;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import tools.jackson.databind.JsonNode;

/**
 * What was written lately for each input, so that it can be written again: a model asked for many things of one sort
 * comes back to its favourites. Of one input the last {@value #MOST_OF_ONE}. Thread-safe.
 */
final class Written {
    private static final int MOST_INPUTS = 2_000;
    private static final int MOST_OF_ONE = 50;

    private final Map<Long, List<JsonNode>> byInput = new LinkedHashMap<>(16, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, List<JsonNode>> eldest) {
            return size() > MOST_INPUTS;
        }
    };

    synchronized void remember(Ask ask, JsonNode content) {
        List<JsonNode> written = byInput.computeIfAbsent(key(ask), k -> new ArrayList<>());
        written.add(content);
        if (written.size() > MOST_OF_ONE) {
            written.removeFirst();
        }
    }

    /** Something written before, for this ask; empty when nothing was that can be. */
    synchronized Optional<JsonNode> again(Ask ask, RandomGenerator random) {
        List<JsonNode> fitting = byInput.getOrDefault(key(ask), List.of()).stream()
                .flatMap(earlier -> Content.again(ask, earlier).stream())
                .toList();
        return fitting.isEmpty() ? Optional.empty() : Optional.of(fitting.get(random.nextInt(fitting.size())));
    }

    synchronized void forget() {
        byInput.clear();
    }

    private static long key(Ask ask) {
        return Luck.hash(ask.schemaName() + ask.input());
    }
}
