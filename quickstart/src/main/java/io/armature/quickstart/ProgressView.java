package io.armature.quickstart;

import java.io.PrintStream;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Progress for people: one line that is drawn again on a terminal, plain lines elsewhere. */
final class ProgressView {
    private static final int BAR = 24;

    private final PrintStream out;
    private final boolean redraw;
    private String lastShown = "";

    ProgressView(PrintStream out, boolean redraw) {
        this.out = out;
        this.redraw = redraw;
    }

    void show(JsonNode step) {
        String line = line(step);
        boolean ended = step.path("phase").asString("").equals("ENDED");
        if (redraw) {
            out.print("\r\u001b[K" + line + (ended ? "\n" : ""));
            out.flush();
        } else if (!line.equals(lastShown)) {
            out.println(line);
        }
        lastShown = line;
    }

    static String line(JsonNode step) {
        String phase = step.path("phase").asString("PLANNING");
        int total = step.path("itemsTotal").asInt(0);
        int done =
                step.path("itemsAccepted").asInt(0) + step.path("itemsFailed").asInt(0);
        int filled = total == 0 ? 0 : done * BAR / total;
        String bar = "█".repeat(filled) + "░".repeat(BAR - filled);
        String count = total == 0 ? "" : String.format(Locale.ROOT, "  %d/%d, %d%%", done, total, 100 * done / total);
        int escalated = step.path("itemsEscalated").asInt(0);
        String fallback = escalated == 0 ? "" : "  " + escalated + " fallback" + (escalated == 1 ? "" : "s");
        String left = step.has("remainingMs") && total > done
                ? String.format(
                        Locale.ROOT,
                        "  about %.0f s left",
                        Math.ceil(step.path("remainingMs").asDouble(0) / 1000))
                : "";
        String name = switch (phase) {
            case "PLANNING" -> "planning  ";
            case "GENERATING" -> "generating";
            default -> step.path("outcome").asString(phase).toLowerCase(Locale.ROOT) + " ".repeat(2);
        };
        return String.format(
                Locale.ROOT,
                "  %s %s%s%s  $%s  %.1f s%s",
                name,
                bar,
                count,
                fallback,
                Views.money(step.path("cost")),
                step.path("elapsedMs").asDouble(0) / 1000,
                left);
    }
}
