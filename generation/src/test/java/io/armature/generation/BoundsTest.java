package io.armature.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.models.Call;
import io.armature.models.Reply;
import io.armature.models.Usage;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;

/** Whatever a model replies, tries and money hold. */
class BoundsTest {
    @Provide
    Arbitrary<List<Reply>> replies() {
        Arbitrary<Reply> one = Arbitraries.of(
                Scene.answered("good"),
                Scene.answered("bad"),
                Scene.answered("bad"),
                Scene.answered("half"),
                new Reply.CutOff("{", Scene.USAGE, Optional.empty()),
                new Reply.Refused("no", Scene.USAGE, Optional.empty()),
                new Reply.Throttled(Optional.of(Duration.ofSeconds(3)), "slow down"),
                new Reply.Held(Duration.ofSeconds(2), "wait"),
                new Reply.Unavailable(Optional.empty(), "status 500"),
                new Reply.TimedOut(Duration.ofSeconds(30)),
                new Reply.RejectedByProvider(400, "bad"));
        return one.list().ofMinSize(1).ofMaxSize(30);
    }

    @Property(tries = 500)
    void noMoreVerdictsThanTriesAndOneAfterACutAnswer(
            @ForAll("replies") List<Reply> replies, @ForAll @IntRange(min = 1, max = 10) int tries) throws Exception {
        TierResult result = new Scene(replies).run(Scene.tier(tries));
        long verdicts = count(result, false);
        long cut = result.attempts().stream()
                .filter(a -> a.outcome() == Attempt.Outcome.TRUNCATED)
                .count();
        assertThat(cut).isLessThanOrEqualTo(2);
        assertThat(verdicts).isLessThanOrEqualTo(tries + (cut > 0 ? 1 : 0));
        assertThat(count(result, true)).isLessThanOrEqualTo(10);
    }

    @Property(tries = 500)
    void atNoTimeCouldMoreBeSpentThanThereIs(
            @ForAll("replies") List<Reply> replies,
            @ForAll @IntRange(min = 1, max = 10) int tries,
            @ForAll @IntRange(min = 0, max = 20_000) int microdollars)
            throws Exception {
        BigDecimal money = BigDecimal.valueOf(microdollars, 6);
        Scene scene = new Scene(replies);
        TierResult result = scene.run(Scene.tier(tries), Optional.of(money), Duration.ofDays(1));
        BigDecimal spent = result.attempts().stream().map(Attempt::cost).reduce(BigDecimal.ZERO, BigDecimal::add);
        long paid = count(result, false);
        assertThat(spent).isEqualByComparingTo(Scene.COST_OF_A_CALL.multiply(BigDecimal.valueOf(paid)));
        if (!scene.calls.isEmpty()) {
            // All that was spent before the last call, and the least that the last one could have come to at worst.
            BigDecimal before = spent.subtract(Scene.COST_OF_A_CALL).max(BigDecimal.ZERO);
            assertThat(before.add(worst(scene.calls.getLast()))).isLessThanOrEqualTo(money);
        }
    }

    /** A whole prompt of one-byte tokens at 1 dollar per million, a whole budget at 10. */
    private static BigDecimal worst(Call call) {
        int bytes = call.system().getBytes(StandardCharsets.UTF_8).length;
        for (Call.Message message : call.messages()) {
            bytes += message.text().getBytes(StandardCharsets.UTF_8).length;
        }
        return Scene.settings().model("cheap").prices().cost(new Usage(bytes, 0, call.maxTokens()));
    }

    private static long count(TierResult result, boolean unanswered) {
        return result.attempts().stream()
                .filter(a -> unanswered == (a.outcome() == Attempt.Outcome.UNANSWERED))
                .count();
    }
}
