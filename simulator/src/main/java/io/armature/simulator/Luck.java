package io.armature.simulator;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Where chance comes from. The content depends on the seed and the prompt alone; what goes wrong and how long it takes
 * depend also on the model and on how often it was asked that prompt, so that asking again after a fault is another
 * draw, and a whole run with equal seeds and prompts is the same again in any order of calls. Thread-safe.
 */
final class Luck {
    /** So many prompts are told apart by how often they came; the oldest is forgotten first. */
    private static final int MOST_PROMPTS = 100_000;

    private final Map<Long, Integer> timesAsked = new LinkedHashMap<>() {
        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, Integer> eldest) {
            return size() > MOST_PROMPTS;
        }
    };

    /** For the content of the answer to this prompt. */
    static RandomGenerator ofContent(long seed, long promptHash) {
        return new SplittableRandom(mixed(seed, promptHash));
    }

    /** For the faults and the time of the next answer of this model to this prompt; counts as one more ask. */
    RandomGenerator next(long seed, String model, long promptHash) {
        long asked = mixed(hash(model), promptHash);
        int times;
        synchronized (timesAsked) {
            times = timesAsked.merge(asked, 1, Integer::sum);
        }
        return new SplittableRandom(mixed(mixed(seed, asked), times));
    }

    void forget() {
        synchronized (timesAsked) {
            timesAsked.clear();
        }
    }

    /** FNV-1a of the text's characters, 64 bits: the same in every process. */
    static long hash(String text) {
        long hash = 0xcbf29ce484222325L;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
        }
        return hash;
    }

    /** Stafford's mix 13 over both, so that neighbouring seeds give unlike streams. */
    private static long mixed(long a, long b) {
        long z = a * 0x9E3779B97F4A7C15L + b;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
