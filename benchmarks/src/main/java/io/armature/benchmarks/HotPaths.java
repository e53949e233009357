package io.armature.benchmarks;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The hot paths that need no broker, measured by JMH in a JVM of their own. */
final class HotPaths {
    private static final int ITERATIONS = 4;
    private static final double MOST_MICROSECONDS = 1_000;
    private static final Set<String> JUDGED = Set.of("acceptGood", "rejectByRules", "rejectMalformed");

    private final Duration each;
    private final String log;

    /** @param each how long a path warms up, and how long it is measured */
    HotPaths(Duration each, String log) {
        this.each = each;
        this.log = log;
    }

    List<Row> measure() throws RunnerException {
        int bytes = AnswerPaths.exampleBytes();
        Map<String, Double> answer = new LinkedHashMap<>();
        String answerText = run(AnswerPaths.class, answer);
        double slowest = answer.entrySet().stream()
                .filter(path -> JUDGED.contains(path.getKey()))
                .mapToDouble(Map.Entry::getValue)
                .max()
                .orElseThrow();
        Map<String, Double> events = new LinkedHashMap<>();
        String eventsText = run(EventPaths.class, events);
        return List.of(
                new Row(
                        "answer path: reading + schema + rules",
                        "one meal of meal-day, " + bytes + " bytes (JMH)",
                        "<= 1 ms median",
                        answerText,
                        Row.Verdict.of(slowest <= MOST_MICROSECONDS),
                        Map.copyOf(answer)),
                new Row(
                        "event path: serialisation and a plan's state",
                        "the same meal's result (JMH)",
                        "",
                        eventsText,
                        Row.Verdict.STATED,
                        Map.copyOf(events)));
    }

    /** @param medians takes each path's median, microseconds, by its name */
    private String run(Class<?> paths, Map<String, Double> medians) throws RunnerException {
        TimeValue iteration = TimeValue.milliseconds(each.toMillis() / ITERATIONS);
        StringBuilder text = new StringBuilder("median (p99), us:");
        for (RunResult result : new Runner(new OptionsBuilder()
                        .include(paths.getName() + ".*")
                        .forks(1)
                        .jvmArgs(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-Darmature.home=" + System.getProperty("armature.home", "."))
                        .warmupIterations(ITERATIONS)
                        .warmupTime(iteration)
                        .measurementIterations(ITERATIONS)
                        .measurementTime(iteration)
                        .shouldFailOnError(true)
                        .output(log)
                        .build())
                .run()) {
            String name = result.getPrimaryResult().getLabel();
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            medians.put(name, median);
            text.append(String.format(
                    Locale.ROOT,
                    " %s %.1f (%.0f)",
                    name,
                    median,
                    result.getPrimaryResult().getStatistics().getPercentile(99)));
        }
        return text.toString();
    }
}
