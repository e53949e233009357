package io.armature.serde;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.function.Function;

/**
 * What never changes once it is known, fetched once: hundreds of threads that miss the same thing ask for it together.
 * A failure is told to all who waited for it, and forgotten. Reading what is known takes no lock.
 */
final class Once<K, V> {
    private final Map<K, CompletableFuture<V>> known = new ConcurrentHashMap<>();

    V get(K key, Function<K, V> fetch) {
        CompletableFuture<V> there = known.get(key);
        if (there == null) {
            CompletableFuture<V> mine = new CompletableFuture<>();
            there = known.putIfAbsent(key, mine);
            if (there == null) {
                return fetched(key, mine, fetch);
            }
        }
        return waitedFor(there);
    }

    private V fetched(K key, CompletableFuture<V> mine, Function<K, V> fetch) {
        try {
            V value = fetch.apply(key);
            mine.complete(value);
            return value;
        } catch (RuntimeException | Error e) {
            known.remove(key, mine);
            mine.completeExceptionally(e);
            throw e;
        }
    }

    private V waitedFor(CompletableFuture<V> there) {
        try {
            return there.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            throw RegistryUnreachableException.interrupted(e);
        }
    }
}
