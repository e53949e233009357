package io.armature.benchmarks;

import java.util.Map;

/**
 * One line of a table.
 *
 * @param measure what was measured
 * @param workload on what
 * @param target what is wanted, in words
 * @param result what came out, in words
 * @param verdict whether the target is met
 * @param figures every number by its name with its unit, for programs
 */
record Row(
        String measure, String workload, String target, String result, Verdict verdict, Map<String, Object> figures) {
    /** Against the target. */
    enum Verdict {
        MET,
        MISSED,
        /** There is no target, or this form of the measurement is too short to say. */
        STATED;

        static Verdict of(boolean met) {
            return met ? MET : MISSED;
        }
    }
}
