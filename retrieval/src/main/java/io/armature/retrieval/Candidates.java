package io.armature.retrieval;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Retrieval;
import io.armature.blueprints.Variables;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** What the items of a plan are offered of their blueprint's corpus. Thread-safe. */
public final class Candidates {
    private static final int MOST_CORPORA = 16;

    private final Embeddings embeddings;
    private final KeptVectors kept;
    private final ReentrantLock reading = new ReentrantLock();
    private final Map<String, Corpus> byVersion = new LinkedHashMap<>(MOST_CORPORA, 0.75f, true) {
        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Corpus> eldest) {
            return size() > MOST_CORPORA;
        }
    };

    /** @param folder where the vectors of corpora are kept from one start to the next; made when missing */
    public Candidates(Embeddings embeddings, Path folder) {
        this.embeddings = embeddings;
        this.kept = new KeptVectors(embeddings, folder);
    }

    /**
     * Entries by item id, the nearest first, none of them twice in the plan: empty for an item that the blueprint
     * retrieves nothing for, and no item at all where it has no retrieval.
     *
     * @param items of the skeleton, in its order: the order of the turns
     * @throws InterruptedException when the thread is interrupted on the way
     */
    public Map<String, ArrayNode> dealt(Blueprint blueprint, JsonNode input, JsonNode header, List<ItemSpec> items)
            throws InterruptedException {
        Optional<Retrieval> section = blueprint.retrieval();
        if (section.isEmpty()) {
            return Map.of();
        }
        Retrieval retrieval = section.get();
        Map<String, Variables> seen = new LinkedHashMap<>();
        Map<String, List<Integer>> nearest = new LinkedHashMap<>();
        for (ItemSpec item : items) {
            Variables variables = Variables.forItem(input, header, item.spec());
            seen.put(item.itemId(), variables);
            Optional<String> query = retrieval.query(variables);
            if (query.isPresent()) {
                nearest.put(
                        item.itemId(), corpus(blueprint.version(), retrieval).nearest(embeddings.of(query.get())));
            }
        }
        Map<String, List<Integer>> places = Dealing.deal(
                nearest,
                retrieval.offer(),
                (item, place) -> Optional.ofNullable(seen.get(item))
                        .filter(v -> retrieval.fits(v, place))
                        .isPresent());
        Map<String, ArrayNode> dealt = new LinkedHashMap<>();
        for (ItemSpec item : items) {
            ArrayNode offered = JsonNodeFactory.instance.arrayNode();
            places.getOrDefault(item.itemId(), List.of())
                    .forEach(place -> offered.add(retrieval.entries().get(place)));
            dealt.put(item.itemId(), offered);
        }
        return dealt;
    }

    private Corpus corpus(String version, Retrieval retrieval) throws InterruptedException {
        reading.lockInterruptibly();
        try {
            Corpus known = byVersion.get(version);
            if (known == null) {
                known = new Corpus(kept.of(Corpus.texts(retrieval)));
                byVersion.put(version, known);
            }
            return known;
        } finally {
            reading.unlock();
        }
    }
}
