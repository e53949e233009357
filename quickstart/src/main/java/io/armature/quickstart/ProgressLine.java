package io.armature.quickstart;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;

/** Where a plan stands, in one line: phase, bar, n/N, fallbacks, money so far, time gone, time left. */
final class ProgressLine {
    /** With everything, as wide as it gets. */
    static final Terminal PLAIN = Terminal.NONE;

    private static final List<Integer> BARS = List.of(24, 12, 6, 0);

    private ProgressLine() {}

    /** The widest form that fits; the narrowest one, cut off, where none does. */
    static String of(JsonNode step, Terminal terminal) {
        List<String> forms = Stream.concat(
                        BARS.stream().map(bar -> wide(step, bar, terminal.blocks())), narrow(step).stream())
                .toList();
        String form = forms.stream()
                .filter(line -> line.length() < terminal.columns())
                .findFirst()
                .orElseGet(() -> forms.getLast().substring(0, Math.max(0, terminal.columns() - 1)));
        return terminal.colours() ? coloured(form, step) : form;
    }

    private static String wide(JsonNode step, int bar, boolean blocks) {
        int total = step.path("itemsTotal").asInt(0);
        String percent = total == 0 || bar < BARS.getFirst() ? "" : ", " + 100 * done(step) / total + "%";
        int escalated = step.path("itemsEscalated").asInt(0);
        return "  "
                + joined(
                        String.format(Locale.ROOT, "%-10s", phase(step))
                                + (bar == 0 ? "" : " " + bar(step, bar, blocks)),
                        total == 0 ? "" : done(step) + "/" + total + percent,
                        escalated == 0 ? "" : escalated + " fallback" + (escalated == 1 ? "" : "s"),
                        "$" + Views.money(step.path("cost")),
                        seconds(step),
                        left(step, "about %d s left"));
    }

    /** What matters most stays longest: how much is done, what it costs, how long it takes. */
    private static List<String> narrow(JsonNode step) {
        int total = step.path("itemsTotal").asInt(0);
        String count = total == 0 ? phase(step) : done(step) + "/" + total;
        int escalated = step.path("itemsEscalated").asInt(0);
        String money = "$" + Views.money(step.path("cost"));
        return List.of(
                joined(
                        phase(step),
                        total == 0 ? "" : count,
                        escalated == 0 ? "" : escalated + " fb",
                        money,
                        left(step, "~%d s")),
                joined(count, money, left(step, "~%d s")),
                joined(count, money),
                count);
    }

    private static String joined(String... parts) {
        return Stream.of(parts).filter(part -> !part.isEmpty()).collect(Collectors.joining("  "));
    }

    private static String phase(JsonNode step) {
        String phase = step.path("phase").asString("PLANNING");
        return phase.equals("ENDED")
                ? step.path("outcome").asString(phase).toLowerCase(Locale.ROOT)
                : phase.equals("PLANNING") && step.path("mode").asString("").equals("single-call")
                        ? "writing"
                        : phase.toLowerCase(Locale.ROOT);
    }

    private static int done(JsonNode step) {
        return step.path("itemsAccepted").asInt(0) + step.path("itemsFailed").asInt(0);
    }

    private static String bar(JsonNode step, int width, boolean blocks) {
        int total = step.path("itemsTotal").asInt(0);
        int filled = total == 0 ? 0 : Math.min(width, done(step) * width / total);
        return (blocks ? "█" : "#").repeat(filled) + (blocks ? "░" : "-").repeat(width - filled);
    }

    private static String seconds(JsonNode step) {
        return String.format(Locale.ROOT, "%.1f s", step.path("elapsedMs").asDouble(0) / 1000);
    }

    private static String left(JsonNode step, String form) {
        boolean known =
                step.hasNonNull("remainingMs") && step.path("itemsTotal").asInt(0) > done(step);
        return known
                ? String.format(Locale.ROOT, form, (long)
                        Math.ceil(step.path("remainingMs").asDouble(0) / 1000))
                : "";
    }

    private static String coloured(String line, JsonNode step) {
        String colour = switch (step.path("outcome").asString("")) {
            case "" -> "36";
            case "COMPLETE" -> "32";
            case "PARTIAL" -> "33";
            default -> "31";
        };
        return "\u001b[" + colour + "m" + line + "\u001b[0m";
    }
}
