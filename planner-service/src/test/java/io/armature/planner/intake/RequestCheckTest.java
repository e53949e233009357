package io.armature.planner.intake;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.blueprints.Reason;
import io.armature.planner.KnownModels;
import io.armature.planner.Served;
import java.math.BigDecimal;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestCheckTest {
    private final RequestCheck check = new RequestCheck(Served.builtIn(), new KnownModels(Set.of("cheap", "strong")));

    @Test
    void aRequestThatFitsItsBlueprintIsGood() {
        assertThat(check.check(asked("job-1", "meal-day", Requests.INPUT, BigDecimal.ONE)))
                .isInstanceOf(RequestCheck.Checked.Good.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a/b", "ä", "job\n"})
    void aJobIdOfAnotherFormIsTurnedAway(String jobId) {
        assertThat(pointers(jobId, "meal-day", Requests.INPUT, null)).containsExactly("/jobId");
    }

    @Test
    void aJobIdOfMoreThan128CharactersIsTurnedAway() {
        assertThat(pointers("j".repeat(128), "meal-day", Requests.INPUT, null)).isEmpty();
        assertThat(pointers("j".repeat(129), "meal-day", Requests.INPUT, null)).containsExactly("/jobId");
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "1000000.01", "1e999999999", "1e-999999999"})
    void aBudgetThatNobodyMeansIsTurnedAway(String maxCost) {
        assertThat(pointers("job-1", "meal-day", Requests.INPUT, new BigDecimal(maxCost)))
                .containsExactly("/maxCost");
    }

    @Test
    void anUnknownBlueprintIsTurnedAway() {
        assertThat(pointers("job-1", "no-such", Requests.INPUT, null)).containsExactly("/blueprint");
    }

    @Test
    void everyFaultIsToldAtOnce() {
        assertThat(pointers("a b", "meal-day", "{}", BigDecimal.ZERO))
                .contains("/jobId", "/maxCost")
                .anyMatch(pointer -> pointer.startsWith("/input"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "{} {}", "{\"date\": 1, \"date\": 2}"})
    void anInputThatIsNotOneJsonValueIsTurnedAway(String input) {
        assertThat(pointers("job-1", "meal-day", input, null)).isNotEmpty().allMatch(p -> p.startsWith("/input"));
    }

    @Test
    void anInputNestedBeyondTheBoundIsTurnedAway() {
        assertThat(pointers("job-1", "meal-day", "[".repeat(51) + "]".repeat(51), null))
                .containsExactly("/input");
    }

    @Test
    void anInputBeyondTheBoundIsTurnedAwayUnread() {
        assertThat(reasons("job-1", "meal-day", "x".repeat(RequestCheck.MOST_INPUT + 1), null))
                .extracting(Reason::code)
                .containsExactly("too-large");
    }

    @Test
    void aModelThatTheCatalogueDoesNotNameIsTurnedAwayWithThoseThatItNames() {
        RequestCheck.Asked asked =
                new RequestCheck.Asked("job-1", "meal-day", Requests.INPUT, null, null, false, "gpt-0");
        assertThat(check.check(asked)).isInstanceOfSatisfying(RequestCheck.Checked.Bad.class, bad -> {
            assertThat(bad.reasons()).extracting(Reason::pointer).containsExactly("/model");
            assertThat(bad.reasons().getFirst().message()).contains("gpt-0", "[cheap, strong]");
        });
    }

    @Test
    void aModeThatTheBlueprintDoesNotHaveIsTurnedAway() {
        RequestCheck plain = new RequestCheck(Served.withoutSingleCall(), new KnownModels(Set.of("cheap", "strong")));
        RequestCheck.Asked asked =
                new RequestCheck.Asked("job-1", "meal-day", Requests.INPUT, null, null, true, "strong");
        assertThat(plain.check(asked)).isInstanceOfSatisfying(RequestCheck.Checked.Bad.class, bad -> {
            assertThat(bad.reasons()).extracting(Reason::pointer).containsExactly("/mode");
            assertThat(bad.reasons().getFirst().message()).contains("meal-day", "leave the mode out");
        });
        assertThat(check.check(asked)).isInstanceOf(RequestCheck.Checked.Good.class);
    }

    private static RequestCheck.Asked asked(
            String jobId, String blueprint, String input, @Nullable BigDecimal maxCost) {
        return new RequestCheck.Asked(jobId, blueprint, input, null, maxCost, false, null);
    }

    private List<String> pointers(String jobId, String blueprint, String input, @Nullable BigDecimal maxCost) {
        return reasons(jobId, blueprint, input, maxCost).stream()
                .map(Reason::pointer)
                .toList();
    }

    private List<Reason> reasons(String jobId, String blueprint, String input, @Nullable BigDecimal maxCost) {
        return switch (check.check(asked(jobId, blueprint, input, maxCost))) {
            case RequestCheck.Checked.Good(var ignored) -> List.of();
            case RequestCheck.Checked.Bad(List<Reason> reasons) -> reasons;
        };
    }
}
