package io.armature.retrieval;

import io.armature.blueprints.Blueprint;
import java.util.ArrayList;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import tools.jackson.databind.JsonNode;

/** Where the meaning of accepted content lies, for blueprints whose items must be unlike each other. Thread-safe. */
public final class Meanings {
    private static final Logger LOG = LoggerFactory.getLogger(Meanings.class);

    private final Embeddings embeddings;

    public Meanings(Embeddings embeddings) {
        this.embeddings = embeddings;
    }

    /**
     * The content's vector; empty where the blueprint compares no items of this kind. Empty as well when it cannot be
     * computed: the content is paid for, and is compared by its name alone then.
     */
    public List<Double> of(Blueprint blueprint, String kind, JsonNode content) throws InterruptedException {
        String text = blueprint
                .distinctness()
                .filter(distinct -> distinct.kinds().contains(kind))
                .map(distinct -> distinct.textOf(content))
                .orElse("");
        if (text.isBlank()) {
            return List.of();
        }
        try {
            float[] vector = embeddings.of(text);
            List<Double> values = new ArrayList<>(vector.length);
            for (float value : vector) {
                values.add((double) value);
            }
            return values;
        } catch (RuntimeException | LinkageError e) {
            LOG.error(
                    "no vector could be computed; items are compared by their names alone blueprint={}", blueprint, e);
            return List.of();
        }
    }
}
