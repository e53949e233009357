package io.armature.generation;

import java.util.List;

/**
 * The answers that one piece of work has paid for. Each is kept before anything is made of it, so that work which was
 * cut off by a crash begins again with them instead of paying for them again.
 */
public interface PaidAnswers {
    /** For work that nobody takes up again when it is cut off. */
    PaidAnswers NONE = new PaidAnswers() {
        @Override
        public List<PaidAnswer> earlier() {
            return List.of();
        }

        @Override
        public void keep(PaidAnswer answer) {}
    };

    /**
     * Those kept by an earlier run of the same work, in the order they came. Waits until they are known.
     *
     * @throws InterruptedException when the thread is interrupted while it waits
     */
    List<PaidAnswer> earlier() throws InterruptedException;

    /**
     * Keeps an answer; it is durable when this returns.
     *
     * @throws InterruptedException when the thread is interrupted before the answer is durable
     */
    void keep(PaidAnswer answer) throws InterruptedException;
}
