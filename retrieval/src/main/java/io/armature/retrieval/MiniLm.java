package io.armature.retrieval;

import dev.langchain4j.model.embedding.EmbeddingModel;
import dev.langchain4j.model.embedding.onnx.allminilml6v2q.AllMiniLmL6V2QuantizedEmbeddingModel;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * all-MiniLM-L6-v2 (quantized, 384 dimensions), run in this process; its weights are in the library's jar. Loaded by
 * the first text, which takes a second or two and some 180 MB: a process whose blueprints compare no meanings pays
 * neither. Only the first 256 word pieces of a text count. Thread-safe.
 */
public final class MiniLm implements Embeddings {
    private static final Logger LOG = LoggerFactory.getLogger(MiniLm.class);

    /** A text takes one processor for milliseconds, and its thread's carrier with it; half of them stay for others. */
    private final Semaphore turns =
            new Semaphore(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), true);

    private volatile @Nullable EmbeddingModel model;

    @Override
    public String name() {
        return "all-minilm-l6-v2-q";
    }

    @Override
    public float[] of(String text) throws InterruptedException {
        turns.acquire();
        try {
            return loaded().embed(text.isBlank() ? "." : text).content().vector();
        } finally {
            turns.release();
        }
    }

    private synchronized EmbeddingModel loaded() {
        EmbeddingModel known = model;
        if (known == null) {
            long start = System.nanoTime();
            // Of DJL, whose tokenizer the library uses: no call home, no download, no look for a graphics card.
            setUnlessSet("OPT_OUT_TRACKING", "true");
            setUnlessSet("DJL_OFFLINE", "true");
            setUnlessSet("RUST_FLAVOR", "cpu");
            known = new AllMiniLmL6V2QuantizedEmbeddingModel(Runnable::run);
            model = known;
            LOG.info("the embedding model {} is loaded ms={}", name(), (System.nanoTime() - start) / 1_000_000);
        }
        return known;
    }

    private static void setUnlessSet(String property, String value) {
        if (System.getenv(property) == null && System.getProperty(property) == null) {
            System.setProperty(property, value);
        }
    }
}
