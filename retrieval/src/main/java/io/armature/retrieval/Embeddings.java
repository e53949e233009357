package io.armature.retrieval;

/**
 * Tells where the meaning of a text lies: texts that mean nearly the same have vectors that point nearly the same way.
 */
public interface Embeddings {
    /** Names the model; vectors of two names have nothing to do with each other. */
    String name();

    /**
     * The vector of a text, of length 1: the cosine of two is the sum of their products. Equal texts, equal vectors.
     *
     * @throws InterruptedException when the thread is interrupted while it waits for its turn
     */
    float[] of(String text) throws InterruptedException;
}
