package io.armature.benchmarks;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.openjdk.jmh.results.RunResult;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.RunnerException;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;

/** The path of one answer, measured by JMH in a JVM of its own. */
final class BadAnswers {
    private static final double MOST_MICROSECONDS = 1_000;

    /** @param iterations of one second each, after as many that warm up */
    Row measure(int iterations, String log) throws RunnerException {
        Collection<RunResult> results = new Runner(new OptionsBuilder()
                        .include(AnswerPaths.class.getName() + ".*")
                        .forks(1)
                        .jvmArgs(
                                "-Xmx256m",
                                "-XX:+UseSerialGC",
                                "-Darmature.home=" + System.getProperty("armature.home", "."))
                        .warmupIterations(iterations)
                        .warmupTime(TimeValue.seconds(1))
                        .measurementIterations(iterations)
                        .measurementTime(TimeValue.seconds(1))
                        .output(log)
                        .build())
                .run();
        Map<String, Object> figures = new LinkedHashMap<>();
        List<Double> judged = new ArrayList<>();
        StringBuilder text = new StringBuilder("median (p99), us:");
        for (RunResult result : results) {
            String name = result.getPrimaryResult().getLabel();
            double median = result.getPrimaryResult().getStatistics().getPercentile(50);
            double p99 = result.getPrimaryResult().getStatistics().getPercentile(99);
            figures.put(name + "MedianMicroseconds", median);
            figures.put(name + "P99Microseconds", p99);
            text.append(String.format(Locale.ROOT, " %s %.0f (%.0f)", name, median, p99));
            if (!name.equals("render")) {
                judged.add(median);
            }
        }
        int bytes = AnswerPaths.exampleBytes();
        figures.put("answerBytes", bytes);
        return new Row(
                "answer path: reading + schema + rules",
                "one meal of meal-day, " + bytes + " bytes (JMH)",
                "<= 1 ms median",
                text.toString(),
                Row.Verdict.of(Sample.of(judged).max() <= MOST_MICROSECONDS),
                figures);
    }
}
