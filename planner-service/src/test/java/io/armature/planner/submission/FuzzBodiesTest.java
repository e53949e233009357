package io.armature.planner.submission;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.planner.intake.Requests;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/**
 * Mutations of a good body, by a seed that is told when one of them fails. {@code -Darmature.fuzz.seconds=300} runs
 * longer, {@code -Darmature.fuzz.seed=7} repeats.
 */
class FuzzBodiesTest {
    private static final int SECONDS = Integer.getInteger("armature.fuzz.seconds", 2);
    private static final String GOOD =
            "{\"jobId\": \"j-1\", \"tenant\": \"t\", \"maxCost\": 0.5, \"blueprint\": \"meal-day\", " + "\"input\": "
                    + Requests.INPUT + "}";
    private static final List<String> PARTS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            "\\",
            ",",
            ":",
            "\\u0000",
            "\\ud800",
            "\ud83d\ude00",
            "\u2028",
            "\ufeff",
            "null",
            "true",
            "-0",
            "1e999999999",
            "1e-999999999",
            "0.1e400",
            "123456789012345678901234567890123456789012345",
            "\"jobId\":",
            "\"input\":",
            "\"maxCost\":",
            "\"tenant\":",
            "\"a\":1,\"a\":2,",
            "/**/",
            "NaN",
            "[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[",
            "x".repeat(3_000));

    @Test
    void anyBodyIsRefusedWithReasonsOrBecomesARequestThatIntakeTakes() {
        long first = Long.getLong("armature.fuzz.seed", System.nanoTime());
        long end = System.nanoTime() + SECONDS * 1_000_000_000L;
        long seed = first;
        do {
            byte[] body = mutated(new SplittableRandom(seed));
            try {
                BodyFuzz.fuzzerTestOneInput(body);
            } catch (Throwable e) {
                throw new AssertionError(
                        "repeat with -Darmature.fuzz.seed=" + seed + ", on: "
                                + new String(body, StandardCharsets.UTF_8),
                        e);
            }
            seed++;
        } while (System.nanoTime() < end);
        System.out.println("fuzz: " + (seed - first) + " executions in " + SECONDS + " s, none failed");
        assertThat(seed).isGreaterThan(first);
    }

    private static byte[] mutated(SplittableRandom random) {
        StringBuilder text = new StringBuilder(GOOD);
        for (int i = random.nextInt(4); i >= 0; i--) {
            int at = random.nextInt(text.length());
            int to = Math.min(text.length(), at + 1 + random.nextInt(1 << random.nextInt(8)));
            switch (random.nextInt(4)) {
                case 0 -> text.delete(at, to);
                case 1 -> text.insert(at, PARTS.get(random.nextInt(PARTS.size())));
                case 2 -> text.replace(at, to, PARTS.get(random.nextInt(PARTS.size())));
                default -> text.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65_536));
            }
            if (text.isEmpty()) {
                text.append(' ');
            }
        }
        byte[] body =
                text.toString().getBytes(random.nextInt(20) == 0 ? StandardCharsets.UTF_16 : StandardCharsets.UTF_8);
        for (int i = random.nextInt(8) - 5; i > 0; i--) {
            body[random.nextInt(body.length)] = (byte) random.nextInt();
        }
        return body;
    }
}
