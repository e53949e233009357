package io.armature.quickstart;

import io.armature.quickstart.Comparison.Line;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A comparison as one SVG picture: success, cost and time, a bar for each way. Needs nothing but itself. */
final class ComparisonChart {
    private static final int LABEL = 250;
    private static final int BAR = 380;
    private static final int VALUE = 170;
    private static final int ROW = 24;
    private static final int PANEL_HEAD = 40;
    private static final int MARGIN = 16;

    private final List<Line> lines;
    private final StringBuilder svg = new StringBuilder();
    private int y = MARGIN;

    private ComparisonChart(List<Line> lines) {
        this.lines = lines;
    }

    static String of(Comparison comparison) {
        return new ComparisonChart(comparison.lines()).drawn();
    }

    private String drawn() {
        panel("Complete documents", line -> (double) line.complete() / line.documents(), Comparison::success, 1);
        panel(
                "Dollars a document",
                line -> line.cost().doubleValue(),
                line -> String.format(Locale.ROOT, "$%.6f", line.cost()),
                most(line -> line.cost().doubleValue()));
        panel(
                "Seconds a document (median; p95 after it)",
                line -> line.medianMs() / 1000.0,
                line -> String.format(Locale.ROOT, "%.2f s (%.2f s)", line.medianMs() / 1000.0, line.p95Ms() / 1000.0),
                most(line -> line.medianMs() / 1000.0));
        int width = LABEL + BAR + VALUE + 2 * MARGIN;
        return String.format(
                        Locale.ROOT,
                        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\" viewBox=\"0 0 %d %d\""
                                + " font-family=\"sans-serif\" font-size=\"13\">%n"
                                + "<rect width=\"100%%\" height=\"100%%\" fill=\"#fff\"/>%n",
                        width,
                        y + MARGIN,
                        width,
                        y + MARGIN)
                + svg + "</svg>\n";
    }

    private double most(ToDoubleFunction<Line> value) {
        return lines.stream().mapToDouble(value).max().orElse(1);
    }

    private void panel(String title, ToDoubleFunction<Line> value, Function<Line, String> words, double full) {
        svg.append(String.format(
                "<text x=\"%d\" y=\"%d\" font-weight=\"bold\" fill=\"#222\">%s</text>%n", MARGIN, y + 20, title));
        y += PANEL_HEAD;
        for (Line line : lines) {
            double share = full > 0 ? value.applyAsDouble(line) / full : 0;
            String colour = line.way().mode().equals("single-call") ? "#c1682c" : "#2c6fc1";
            svg.append(String.format(
                    Locale.ROOT,
                    "<text x=\"%d\" y=\"%d\" fill=\"#222\">%s</text>"
                            + "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"%s\"/>"
                            + "<text x=\"%.1f\" y=\"%d\" fill=\"#222\">%s</text>%n",
                    MARGIN,
                    y + 13,
                    escaped(line.way().toString()),
                    MARGIN + LABEL,
                    y,
                    Math.max(1, share * BAR),
                    ROW - 6,
                    colour,
                    MARGIN + LABEL + Math.max(1, share * BAR) + 6,
                    y + 13,
                    escaped(words.apply(line))));
            y += ROW;
        }
        y += MARGIN / 2;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
