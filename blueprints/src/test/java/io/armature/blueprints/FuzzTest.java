package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/**
 * Mutations of good texts, by a seed that is told when one of them fails. {@code -Darmature.fuzz.seconds=300} runs
 * longer, {@code -Darmature.fuzz.seed=7} repeats.
 */
class FuzzTest {
    private static final int SECONDS = Integer.getInteger("armature.fuzz.seconds", 2);
    private static final List<String> PARTS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "'",
            "\\",
            ",",
            ":",
            ": ",
            "\n",
            "\n  ",
            "- ",
            "#",
            "&a",
            "*a",
            "!!str",
            "|",
            ">-",
            "```",
            "\u201c",
            "\u201d",
            "\ud83d\ude00",
            "\u0000",
            "\ufeff",
            "//",
            "/*",
            "*/",
            "1e999",
            "-0",
            "null",
            "true",
            "\\u",
            "\\ud800",
            "${",
            "}}",
            "{{",
            "content",
            "input.",
            ".all(m, ",
            "sum(",
            "99999999999999999999",
            "0.1",
            "$ref");

    @Test
    void anyAnswerIsJudgedAndWhatIsAcceptedStaysSo() {
        run(ReadingFuzz::fuzzerTestOneInput, BuiltIn.text("good/lunch.json"), BuiltIn.text("fuzz-corpus/answer.txt"));
    }

    @Test
    void anyBlueprintIsReadOrItsFaultsAreTold() {
        run(
                CheckingFuzz::fuzzerTestOneInput,
                BuiltIn.MEAL_DAY.files().byName().getOrDefault(Faults.YAML, ""),
                BuiltIn.text("fuzz-corpus/small.yaml"));
    }

    private static void run(Consumer<byte[]> target, String... corpus) {
        long first = Long.getLong("armature.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        long seed = first;
        do {
            SplittableRandom random = new SplittableRandom(seed);
            String text = mutated(corpus[random.nextInt(corpus.length)], random);
            try {
                target.accept(text.getBytes(StandardCharsets.UTF_8));
            } catch (Throwable e) {
                throw new AssertionError("repeat with -Darmature.fuzz.seed=" + seed + ", on: " + text, e);
            }
            seed++;
        } while (System.nanoTime() < end);
        System.out.println("fuzz: " + (seed - first) + " executions in " + SECONDS + " s, none failed");
        assertThat(seed).isGreaterThan(first);
    }

    private static String mutated(String text, SplittableRandom random) {
        StringBuilder mutated = new StringBuilder(text);
        for (int i = random.nextInt(6); i >= 0 && !mutated.isEmpty(); i--) {
            int at = random.nextInt(mutated.length());
            int to = Math.min(mutated.length(), at + 1 + random.nextInt(1 << random.nextInt(9)));
            switch (random.nextInt(5)) {
                case 0 -> mutated.delete(at, to);
                case 1 -> mutated.insert(at, PARTS.get(random.nextInt(PARTS.size())));
                case 2 -> mutated.insert(random.nextInt(mutated.length()), mutated.substring(at, to));
                case 3 -> mutated.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
                default -> mutated.replace(at, to, PARTS.get(random.nextInt(PARTS.size())));
            }
        }
        return mutated.toString();
    }
}
