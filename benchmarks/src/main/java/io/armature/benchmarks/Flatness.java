package io.armature.benchmarks;

import java.util.List;

/**
 * Whether a figure still grows: the median of the last third of its samples beside that of the middle third. The first
 * third is left out, since a JVM fills its heap and compiles meanwhile.
 */
record Flatness(double middle, double last) {
    private static final double MOST_GROWTH = 0.05;

    /**
     * @param samples in the order in which they were taken
     * @throws IllegalArgumentException when there are fewer than three
     */
    static Flatness of(List<Double> samples) {
        int third = samples.size() / 3;
        if (third == 0) {
            throw new IllegalArgumentException(
                    "three samples at least, not " + samples.size() + "; let it run for longer");
        }
        int end = samples.size();
        return new Flatness(
                Sample.of(samples.subList(end - 2 * third, end - third)).median(),
                Sample.of(samples.subList(end - third, end)).median());
    }

    /** 0.05: a twentieth more than before. */
    double growth() {
        return last / middle - 1;
    }

    boolean isFlat() {
        return growth() <= MOST_GROWTH;
    }
}
