package io.armature.blueprints;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A number or a time as {@code blueprint.yaml} may say it.
 *
 * @param read the value of a text; empty when it is none, or out of its range
 * @param wanted for who wrote something else
 * @param mend what to write
 */
record Quantity<T>(Function<String, Optional<T>> read, String wanted, String mend) {
    private static final Pattern DURATION = Pattern.compile("(\\d{1,9})(ms|s|m|h)");
    private static final String DIGITS = "Write one of these in digits";

    static Quantity<Integer> whole(int least, int most) {
        return new Quantity<>(
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("-?\\d{1,9}"))
                        .map(Integer::valueOf)
                        .filter(number -> number >= least && number <= most),
                "a whole number from " + least + " to " + most,
                DIGITS);
    }

    static Quantity<Double> decimal(double least, double most) {
        return new Quantity<>(
                text -> Optional.of(text)
                        .filter(digits -> digits.matches("-?\\d{1,9}(\\.\\d{1,9})?"))
                        .map(digits -> new BigDecimal(digits).doubleValue())
                        .filter(number -> number >= least && number <= most),
                "a number from " + least + " to " + most,
                DIGITS);
    }

    /** A time with its unit; zero only where {@code least} is. */
    static Quantity<Duration> duration(Duration least, Duration most) {
        return new Quantity<>(
                text -> Optional.of(DURATION.matcher(text))
                        .filter(Matcher::matches)
                        .map(Quantity::duration)
                        .filter(duration -> duration.compareTo(least) >= 0 && duration.compareTo(most) <= 0),
                "a time from " + shown(least) + " to " + shown(most),
                "Write a number and its unit (ms, s, m or h), as in 90s");
    }

    private static Duration duration(Matcher matched) {
        long amount = Long.parseLong(matched.group(1));
        return switch (matched.group(2)) {
            case "ms" -> Duration.ofMillis(amount);
            case "s" -> Duration.ofSeconds(amount);
            case "m" -> Duration.ofMinutes(amount);
            default -> Duration.ofHours(amount);
        };
    }

    private static String shown(Duration duration) {
        if (duration.toMillis() < 1_000) {
            return duration.toMillis() + "ms";
        }
        return duration.toSeconds() < 3_600 ? duration.toSeconds() + "s" : duration.toHours() + "h";
    }
}
