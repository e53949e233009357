package io.armature.simulator.writing;

import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;

/** Shares a day's target among its meals by weight, in whole units that add up to the target. */
final class Shares {
    private Shares() {}

    /**
     * The shares, in the order of the weights: rounded down, and the units left over to those that lost most.
     *
     * @param even 0 to share by weight alone, 1 to share evenly
     */
    static List<Long> of(double target, List<Double> weights, double even) {
        double whole = weights.stream().mapToDouble(Double::doubleValue).sum();
        double[] exact = weights.stream()
                .mapToDouble(w -> target * ((1 - even) * w / whole + even / weights.size()))
                .toArray();
        long[] down = Arrays.stream(exact).mapToLong(x -> (long) x).toArray();
        long left = Math.round(target) - Arrays.stream(down).sum();
        IntStream.range(0, exact.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> down[i] - exact[i]))
                .limit(Math.max(0, left))
                .forEach(i -> down[i]++);
        return Arrays.stream(down).boxed().toList();
    }
}
