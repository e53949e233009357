package io.armature.generation;

import io.armature.blueprints.Reason;
import io.armature.models.Call;
import io.armature.models.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** Whether the next call can be paid for, whatever it turns out to cost. */
final class Money {
    /** Tokens a provider adds around each message; the ones known add 3 to 7. */
    private static final int PER_MESSAGE = 16;

    /** Words around a schema that goes into the prompt. */
    private static final int AROUND_SCHEMA = 512;

    private Money() {}

    static Optional<Reason> shortfall(Call call, AttemptLog log, Optional<BigDecimal> moneyLeft) {
        if (moneyLeft.isEmpty()) {
            return Optional.empty();
        }
        BigDecimal left = moneyLeft.get().subtract(log.spent());
        BigDecimal worst = worstCase(call, log);
        if (worst.compareTo(left) <= 0) {
            return Optional.empty();
        }
        return Optional.of(new Reason(
                "budget",
                "",
                "the next call could cost up to " + worst.stripTrailingZeros().toPlainString() + " dollars, but only "
                        + left.max(BigDecimal.ZERO).stripTrailingZeros().toPlainString() + " are left of the budget"));
    }

    /** A token is at least one byte of UTF-8 in every byte-level encoding, so bytes bound the prompt's tokens. */
    static BigDecimal worstCase(Call call, AttemptLog log) {
        int bytes = call.system().getBytes(StandardCharsets.UTF_8).length + PER_MESSAGE;
        for (Call.Message message : call.messages()) {
            bytes += message.text().getBytes(StandardCharsets.UTF_8).length + PER_MESSAGE;
        }
        bytes += call.output()
                .map(o -> AROUND_SCHEMA + escapedBytes(o.schema().toString()))
                .orElse(0);
        return log.prices().cost(new Usage(bytes, 0, call.maxTokens()));
    }

    /** {@code <}, {@code >} and {@code &} travel as six bytes each. */
    private static int escapedBytes(String schema) {
        int escaped = (int)
                schema.chars().filter(c -> c == '<' || c == '>' || c == '&').count();
        return schema.getBytes(StandardCharsets.UTF_8).length + 5 * escaped;
    }
}
