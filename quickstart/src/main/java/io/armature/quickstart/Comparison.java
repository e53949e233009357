package io.armature.quickstart;

import io.armature.quickstart.Trial.Way;
import java.math.BigDecimal;
import java.math.MathContext;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What came of the same requests in several ways, a line for each way. */
record Comparison(List<Trial> trials) {
    Comparison {
        trials = List.copyOf(trials);
    }

    /**
     * One way's documents together.
     *
     * @param complete how many of {@code documents} are whole
     * @param cost US dollars a document, failed ones included
     * @param medianMs time a document, the middle one, milliseconds
     * @param p95Ms time that 95% of the documents took at most (nearest rank), milliseconds
     * @param tokens a document
     */
    record Line(Way way, int complete, int documents, BigDecimal cost, long medianMs, long p95Ms, long tokens) {
        static Line of(Way way, List<Trial> trials) {
            List<Long> times = trials.stream().map(Trial::elapsedMs).sorted().toList();
            BigDecimal sum = trials.stream().map(Trial::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
            return new Line(
                    way,
                    (int) trials.stream().filter(Trial::isComplete).count(),
                    trials.size(),
                    sum.divide(BigDecimal.valueOf(trials.size()), MathContext.DECIMAL64),
                    rank(times, 0.5),
                    rank(times, 0.95),
                    Math.round(
                            trials.stream().mapToLong(Trial::tokens).average().orElse(0)));
        }

        private static long rank(List<Long> sorted, double share) {
            return sorted.get((int) Math.ceil(share * sorted.size()) - 1);
        }
    }

    /** In the order in which the ways were first tried. */
    List<Line> lines() {
        Map<Way, List<Trial>> byWay =
                trials.stream().collect(Collectors.groupingBy(Trial::way, LinkedHashMap::new, Collectors.toList()));
        return byWay.entrySet().stream()
                .map(way -> Line.of(way.getKey(), way.getValue()))
                .toList();
    }

    /** For people. */
    String table() {
        StringBuilder table = new StringBuilder(String.format(
                Locale.ROOT,
                "  %-12s %-16s %14s %12s %9s %9s %8s%n",
                "mode",
                "model",
                "complete",
                "$/document",
                "median s",
                "p95 s",
                "tokens"));
        for (Line line : lines()) {
            table.append(String.format(
                    Locale.ROOT,
                    "  %-12s %-16s %14s %12.6f %9.2f %9.2f %8d%n",
                    line.way().mode(),
                    line.way().model(),
                    success(line),
                    line.cost(),
                    line.medianMs() / 1000.0,
                    line.p95Ms() / 1000.0,
                    line.tokens()));
        }
        return table.toString();
    }

    /** {@code 9 of 10, 90%}. */
    static String success(Line line) {
        return line.complete() + " of " + line.documents() + ", "
                + Math.round(100.0 * line.complete() / line.documents()) + "%";
    }

    /** A line for each document, for a spreadsheet. */
    String csv() {
        return "mode,model,request,run,jobId,outcome,cost_dollars,elapsed_ms,tokens\n"
                + trials.stream()
                        .map(trial -> String.join(
                                        ",",
                                        quoted(trial.way().mode()),
                                        quoted(trial.way().model()),
                                        quoted(trial.request()),
                                        Integer.toString(trial.run()),
                                        quoted(trial.jobId()),
                                        trial.outcome(),
                                        trial.cost().toPlainString(),
                                        Long.toString(trial.elapsedMs()),
                                        Long.toString(trial.tokens()))
                                + "\n")
                        .collect(Collectors.joining());
    }

    /** RFC 4180. */
    private static String quoted(String text) {
        return text.matches("[A-Za-z0-9._-]*") ? text : "\"" + text.replace("\"", "\"\"") + "\"";
    }
}
