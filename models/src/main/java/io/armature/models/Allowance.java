package io.armature.models;

import java.net.http.HttpHeaders;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a provider says is left of one of its limits, in the headers of any answer.
 *
 * @param of what is limited
 * @param limit the whole of it, where said
 * @param remaining what is left, at least 0
 * @param untilFull until all of the limit is there again (as both OpenAI and Anthropic mean it); zero where not said
 */
record Allowance(Of of, OptionalLong limit, long remaining, Duration untilFull) {
    /** What is limited, and how much of it makes another call worth trying. */
    enum Of {
        REQUESTS(1),
        TOKENS(1_000);

        private final long worthTrying;

        Of(long worthTrying) {
            this.worthTrying = worthTrying;
        }
    }

    /** A hint, not an order: should more be needed, a 429 says so. */
    private static final Duration LONGEST_WAIT = Duration.ofMinutes(1);

    /** OpenAI's durations: 1s, 6m0s, 120ms, 1d2h, 2m59.56s; a bare number is seconds. */
    private static final Pattern PART = Pattern.compile("(\\d{1,9}(?:\\.\\d{1,9})?)(ms|d|h|m|s|$)");

    /**
     * How long to send nothing, when nothing is left: until about one call's worth is there again, as limits fill
     * steadily.
     */
    Optional<Duration> hint() {
        if (remaining > 0 || !untilFull.isPositive()) {
            return Optional.empty();
        }
        double part = limit.isPresent() ? Math.min(1, (double) of.worthTrying / Math.max(1, limit.getAsLong())) : 1;
        Duration wait = Duration.ofMillis((long) Math.ceil(untilFull.toMillis() * part));
        return Optional.of(wait.compareTo(LONGEST_WAIT) > 0 ? LONGEST_WAIT : wait);
    }

    /** All that the headers tell; what cannot be read is left out. */
    static List<Allowance> read(HttpHeaders headers, Instant now) {
        List<Allowance> all = new ArrayList<>();
        for (Of of : Of.values()) {
            String name = of == Of.REQUESTS ? "requests" : "tokens";
            add(all, of, headers, "x-ratelimit-%s-" + name, now);
            add(all, of, headers, "anthropic-ratelimit-" + name + "-%s", now);
        }
        add(all, Of.TOKENS, headers, "anthropic-ratelimit-input-tokens-%s", now);
        add(all, Of.TOKENS, headers, "anthropic-ratelimit-output-tokens-%s", now);
        return List.copyOf(all);
    }

    private static void add(List<Allowance> all, Of of, HttpHeaders headers, String form, Instant now) {
        OptionalLong remaining = number(headers.firstValue(form.replace("%s", "remaining")));
        if (remaining.isPresent()) {
            all.add(new Allowance(
                    of,
                    number(headers.firstValue(form.replace("%s", "limit"))),
                    remaining.getAsLong(),
                    headers.firstValue(form.replace("%s", "reset"))
                            .flatMap(text -> until(text.strip(), now))
                            .orElse(Duration.ZERO)));
        }
    }

    private static OptionalLong number(Optional<String> text) {
        try {
            return text.isPresent()
                    ? OptionalLong.of(Math.max(0, Long.parseLong(text.get().strip())))
                    : OptionalLong.empty();
        } catch (NumberFormatException e) {
            return OptionalLong.empty();
        }
    }

    private static Optional<Duration> until(String text, Instant now) {
        try {
            Duration left = Duration.between(now, Instant.parse(text));
            return Optional.of(left.isNegative() ? Duration.ZERO : left);
        } catch (DateTimeException e) {
            return duration(text);
        }
    }

    private static Optional<Duration> duration(String text) {
        Matcher part = PART.matcher(text);
        double millis = 0;
        int end = 0;
        while (end < text.length() && part.find() && part.start() == end) {
            millis += Double.parseDouble(part.group(1))
                    * switch (part.group(2)) {
                        case "ms" -> 1;
                        case "m" -> 60_000;
                        case "h" -> 3_600_000;
                        case "d" -> 86_400_000;
                        default -> 1_000;
                    };
            end = part.end();
        }
        return end == text.length() && end > 0
                ? Optional.of(Duration.ofMillis((long) Math.ceil(millis)))
                : Optional.empty();
    }
}
