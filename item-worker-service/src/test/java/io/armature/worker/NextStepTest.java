package io.armature.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Reason;
import io.armature.generation.TierResult;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class NextStepTest {
    private static final Reason BROKEN = new Reason("schema", "/foods", "foods is missing");
    private static final Reason BEFORE = new Reason("totals", "/totals", "the totals do not add up");

    @Test
    void anAcceptedAnswerEndsTheItem() {
        var content = JsonMapper.shared().readTree("{\"meal_id\":\"m1\"}");

        assertThat(after(new TierResult.Accepted(content, List.of()), 0)).isEqualTo(new NextStep.Accept(content));
    }

    @Test
    void anExhaustedTierHandsOverToTheNextWithItsLastAnswer() {
        assertThat(after(new TierResult.Exhausted(List.of(BROKEN), Optional.of("{}"), List.of()), 0))
                .isEqualTo(new NextStep.Escalate(1, List.of(BROKEN), Optional.of("{}")));
    }

    @Test
    void aTierThatGivesNoAnswerHandsOverToTheNext() {
        Reason away = new Reason("unavailable", "", "503");

        assertThat(after(new TierResult.Unreachable(away, List.of()), 0))
                .isEqualTo(new NextStep.Escalate(1, List.of(away), Optional.empty()));
    }

    @Test
    void afterTheLastTierTheItemHasFailed() {
        assertThat(after(new TierResult.Exhausted(List.of(BROKEN), Optional.of("{}"), List.of()), 1))
                .isEqualTo(new NextStep.Fail(List.of(BROKEN)));
        assertThat(after(new TierResult.Unreachable(BROKEN, List.of()), 1))
                .isEqualTo(new NextStep.Fail(List.of(BROKEN)));
    }

    @Test
    void withoutMoneyOrTimeItIsSkippedAndWhatWentWrongBeforeIsToldToo() {
        Reason money = new Reason("budget", "", "0.01 dollars are left");

        assertThat(NextStep.after(new TierResult.OutOfMoney(money, List.of()), 1, 2, List.of(BEFORE)))
                .isEqualTo(new NextStep.Skip(List.of(money, BEFORE)));
        assertThat(NextStep.after(new TierResult.OutOfTime(money, List.of()), 1, 2, List.of(BEFORE)))
                .isEqualTo(new NextStep.Skip(List.of(money, BEFORE)));
    }

    private static NextStep after(TierResult result, int tier) {
        return NextStep.after(result, tier, 2, List.of(BEFORE));
    }
}
