package io.armature.serde;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/**
 * A few spare objects for reuse by any thread, without a lock. Not a ThreadLocal: records are read and written on
 * virtual threads, of which each handles one record and ends.
 */
final class Spares<T> {
    private final AtomicReferenceArray<@Nullable T> slots =
            new AtomicReferenceArray<>(2 * Runtime.getRuntime().availableProcessors());

    /** One that nobody else has, or null when none is left. */
    @Nullable T take() {
        for (int i = 0; i < slots.length(); i++) {
            if (slots.getPlain(i) != null) {
                T spare = slots.getAndSet(i, null);
                if (spare != null) {
                    return spare;
                }
            }
        }
        return null;
    }

    /** Gives back what was taken or made; when there are enough, it is dropped. */
    void give(T spare) {
        for (int i = 0; i < slots.length(); i++) {
            if (slots.getPlain(i) == null && slots.compareAndSet(i, null, spare)) {
                return;
            }
        }
    }
}
