package io.armature.simulator;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonValue;
import java.time.Duration;
import java.util.Locale;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How long a model takes to answer. As text (JSON, command line): {@code 800ms}, {@code 200ms..1200ms},
 * {@code lognormal(500ms, 0.6)}; a bare number is milliseconds.
 */
public sealed interface Latency {
    /** Answers as fast as it can. */
    Latency NONE = new Fixed(Duration.ZERO);

    /** The latency of one call. */
    Duration draw(RandomGenerator random);

    /** Always the same. */
    record Fixed(Duration time) implements Latency {
        public Fixed {
            notNegative(time);
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return time;
        }

        @JsonValue
        @Override
        public String toString() {
            return text(time);
        }
    }

    /** Every time between the two as likely. */
    record Uniform(Duration least, Duration most) implements Latency {
        public Uniform {
            notNegative(least);
            if (most.compareTo(least) < 0) {
                throw new IllegalArgumentException(
                        "a latency of " + text(least) + ".." + text(most) + " ends before it begins");
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return least.plusNanos((long) (random.nextDouble() * (most.toNanos() - least.toNanos())));
        }

        @JsonValue
        @Override
        public String toString() {
            return text(least) + ".." + text(most);
        }
    }

    /**
     * {@code median * e^(sigma * z)}, z of the standard normal distribution, as answer times of real providers are.
     *
     * @param sigma 0 to 3
     */
    record Lognormal(Duration median, double sigma) implements Latency {
        public Lognormal {
            notNegative(median);
            if (!(sigma >= 0 && sigma <= 3)) {
                throw new IllegalArgumentException("sigma of a lognormal latency is 0 to 3, not " + sigma);
            }
        }

        @Override
        public Duration draw(RandomGenerator random) {
            return Duration.ofNanos((long) (median.toNanos() * Math.exp(sigma * random.nextGaussian())));
        }

        @JsonValue
        @Override
        public String toString() {
            return "lognormal(" + text(median) + ", " + sigma + ")";
        }
    }

    static Latency ofMillis(long millis) {
        return new Fixed(Duration.ofMillis(millis));
    }

    /** A latency that is always {@code millis}; how a bare number in JSON is read. */
    @JsonCreator
    static Latency fromNumber(double millis) {
        return new Fixed(Duration.ofNanos((long) (millis * 1e6)));
    }

    /**
     * Reads its text.
     *
     * @throws IllegalArgumentException that says how it may look
     */
    @JsonCreator
    static Latency parse(String text) {
        Matcher m = Text.PATTERN.matcher(text.strip().toLowerCase(Locale.ROOT));
        if (!m.matches()) {
            throw new IllegalArgumentException(
                    "'" + text + "' is no latency; write 800ms, 200ms..1200ms or lognormal(500ms, 0.6)");
        }
        if (m.group("median") != null) {
            return new Lognormal(Text.millis(m.group("median")), Double.parseDouble(m.group("sigma")));
        }
        return m.group("to") != null
                ? new Uniform(Text.millis(m.group("from")), Text.millis(m.group("to")))
                : new Fixed(Text.millis(m.group("from")));
    }

    private static void notNegative(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a latency cannot be below 0, but it is " + text(time));
        }
    }

    private static String text(Duration time) {
        double millis = time.toNanos() / 1e6;
        return (millis == Math.rint(millis) ? Long.toString((long) millis) : Double.toString(millis)) + "ms";
    }

    /** Its text form. */
    final class Text {
        private static final String MILLIS = "(\\d+(?:\\.\\d+)?)(?:\\s*ms)?";
        private static final Pattern PATTERN = Pattern.compile("lognormal\\(\\s*(?<median>" + MILLIS
                + ")\\s*,\\s*(?<sigma>[\\d.]+)\\s*\\)|(?<from>" + MILLIS + ")(?:\\s*\\.\\.\\s*(?<to>" + MILLIS + "))?");

        private Text() {}

        private static Duration millis(String text) {
            return Duration.ofNanos(
                    (long) (Double.parseDouble(text.replace("ms", "").strip()) * 1e6));
        }
    }
}
