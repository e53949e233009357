package io.armature.benchmarks;

import io.armature.cluster.Cluster;
import io.armature.cluster.Upstream;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The same number of items in ever larger jobs: an item should cost the same in each. */
final class Growth {
    private static final List<Integer> SIZES = List.of(10, 100, 1_000, 5_000);

    private final Cluster cluster;
    private final Saturation saturation;

    Growth(Cluster cluster) {
        this.cluster = cluster;
        this.saturation = new Saturation(cluster);
    }

    /** @param items in each step, at least 100; jobs are no larger than that */
    Row measure(int items) throws InterruptedException {
        cluster.models()
                .behave(Map.of("*", Faults.NONE.withLatency(new Latency.Uniform(Duration.ZERO, Duration.ofMillis(5)))));
        List<Integer> sizes = SIZES.stream().filter(size -> size <= items).toList();
        Map<String, Object> figures = new LinkedHashMap<>();
        List<Double> fromHundred = new ArrayList<>();
        double least = Double.MAX_VALUE;
        double rise = 0;
        StringBuilder result = new StringBuilder("CPU ms per item (assembler MiB after): ");
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            for (int size : sizes) {
                cluster.models().reset();
                double before = total();
                upstream.run(items / size, size);
                double perItem = (total() - before) * 1_000 / items;
                long memory = cluster.assembler().residentBytes() >> 20;
                upstream.watch().forget();
                figures.put("cpuMsPerItemOf" + size, perItem);
                figures.put("assemblerMiBAfter" + size, memory);
                result.append(
                        String.format(Locale.ROOT, "%s%,d: %.2f (%d)", size == 10 ? "" : ", ", size, perItem, memory));
                rise = Math.max(rise, perItem / least - 1);
                least = Math.min(least, perItem);
                if (size > 10) {
                    fromHundred.add(perItem);
                }
            }
        }
        Sample sample = Sample.of(fromHundred);
        double spread = sample.max() / sample.min() - 1;
        figures.put("spreadFrom100", spread);
        figures.put("rise", rise);
        result.append(String.format(
                Locale.ROOT,
                "; spread from 100 on %.0f%%, of which dearer in a larger job %.0f%%",
                spread * 100,
                rise * 100));
        return new Row(
                "growth",
                String.format(Locale.ROOT, "%,d items in jobs of %s; latency 0-5 ms", items, sizes),
                "CPU per item flat within 20%",
                result.toString(),
                Row.Verdict.of(spread <= 0.2),
                figures);
    }

    private double total() {
        return saturation.cpu().values().stream()
                .mapToDouble(Double::doubleValue)
                .sum();
    }
}
