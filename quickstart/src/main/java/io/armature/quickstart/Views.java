package io.armature.quickstart;

import java.io.PrintStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** Documents and bills for people. */
final class Views {
    private static final int MONEY_DECIMALS = 6;

    private Views() {}

    /** A day of meals as a table; any other document as indented JSON. */
    static void document(PrintStream out, JsonNode document) {
        if (!document.path("meals").isArray()) {
            out.println(document.toPrettyString());
            return;
        }
        JsonNode day = document.path("daily_targets");
        out.printf(
                Locale.ROOT,
                "%n  The day: %.0f kcal, %.0f g protein, %.0f g carbohydrate, %.0f g fat, %.0f mg sodium%n",
                number(day, "calories"),
                number(day, "protein_g"),
                number(day, "carbs_g"),
                number(day, "fat_g"),
                number(day, "sodium_mg"));
        for (JsonNode meal : document.path("meals")) {
            JsonNode totals = meal.path("totals");
            out.printf(
                    Locale.ROOT,
                    "%n  %s  %-22s %5.0f kcal  P %4.0f  C %4.0f  F %4.0f  Na %5.0f%n",
                    meal.path("time").asString(""),
                    meal.path("meal_id").asString("").replace('_', ' '),
                    number(totals, "calories"),
                    number(totals, "protein_g"),
                    number(totals, "carbs_g"),
                    number(totals, "fat_g"),
                    number(totals, "sodium_mg"));
            for (JsonNode food : meal.path("foods")) {
                out.printf(
                        Locale.ROOT,
                        "         %-32s %6.0f g  %s%n",
                        food.path("item").asString(""),
                        number(food, "grams"),
                        food.path("portion").asString(""));
            }
        }
    }

    /** Whether the documents of this plan hold files. */
    static boolean hasFiles(JsonNode plan) {
        return plan.path("items").valueStream().anyMatch(item -> item.has("files"));
    }

    /** How many files each step gave, and how the others fared. */
    static void files(PrintStream out, JsonNode plan) {
        out.println();
        int all = 0;
        for (JsonNode item : plan.path("items")) {
            int files = item.path("files").asInt(0);
            all += files;
            out.printf(
                    Locale.ROOT,
                    "  %-44s %s%n",
                    item.path("title").asString(""),
                    item.has("files")
                            ? files + (files == 1 ? " file" : " files")
                            : item.path("outcome").asString("").toLowerCase(Locale.ROOT));
        }
        out.printf(
                Locale.ROOT,
                "  %-44s %d files: ./armature archive %s%n",
                "total",
                all,
                plan.path("jobId").asString(""));
    }

    /** What it cost: by phase, by model, by item, and why items went to the next tier. */
    static void bill(PrintStream out, JsonNode plan) {
        JsonNode bill = plan.path("bill");
        out.printf(
                "%n  Made in mode %s%s%s%n",
                plan.path("mode").asString("two-phase"),
                plan.hasNonNull("model") ? ", first on " + plan.path("model").asString("") : "",
                plan.path("fast").asBoolean(false) ? ", fast" : "");
        out.printf("%n  %-34s %6s %9s %9s %12s%n", "Bill", "calls", "tokens in", "out", "dollars");
        bill.path("byPhase")
                .forEach(charges -> row(out, "phase " + charges.path("of").asString(""), charges));
        bill.path("byModel")
                .forEach(charges -> row(out, "model " + charges.path("of").asString(""), charges));
        for (JsonNode charges : bill.path("byItem")) {
            String item = charges.path("of").asString("");
            row(
                    out,
                    item.isEmpty()
                            ? (plan.path("mode").asString("").equals("single-call") ? "the document" : "the skeleton")
                            : "item " + item,
                    charges);
        }
        row(out, "of all, on the fallback", bill.path("fallback"));
        row(out, "total", bill.path("total"));
        int reused = bill.path("total").path("reused").asInt(0);
        if (reused > 0) {
            out.printf("  Taken again at no cost, from what was accepted before: %d%n", reused);
        }
        for (JsonNode item : plan.path("items")) {
            for (JsonNode attempt : item.path("attempts")) {
                if (!attempt.path("outcome").asString("").equals("ACCEPTED")) {
                    out.printf(
                            "  %-22s %-7s %-10s %s%n",
                            item.path("itemId").asString(""),
                            attempt.path("model").asString(""),
                            attempt.path("outcome").asString("").toLowerCase(Locale.ROOT),
                            attempt.path("reasons").path(0).path("message").asString(""));
                }
            }
        }
        plan.path("reasons")
                .forEach(reason ->
                        out.println("  missing: " + reason.path("message").asString("")));
    }

    static String money(JsonNode dollars) {
        String text = dollars.asString("0");
        return new BigDecimal(text.isEmpty() ? "0" : text)
                .setScale(MONEY_DECIMALS, RoundingMode.HALF_UP)
                .toPlainString();
    }

    private static void row(PrintStream out, String name, JsonNode charges) {
        out.printf(
                Locale.ROOT,
                "  %-34s %6d %9d %9d %12s%n",
                name,
                charges.path("calls").asInt(0),
                charges.path("promptTokens").asLong(0),
                charges.path("completionTokens").asLong(0),
                money(charges.path("cost")));
    }

    private static double number(JsonNode of, String name) {
        return of.path(name).asDouble(0);
    }
}
