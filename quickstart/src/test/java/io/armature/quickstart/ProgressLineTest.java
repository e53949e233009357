package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

class ProgressLineTest {
    private static final JsonNode UNDER_WAY = json("""
            {"phase":"GENERATING","itemsTotal":8,"itemsAccepted":4,"itemsFailed":1,"itemsEscalated":2,
             "cost":"0.0028164","elapsedMs":5500,"remainingMs":1800}""");
    private static final JsonNode ENDED = json("""
            {"phase":"ENDED","outcome":"PARTIAL","itemsTotal":8,"itemsAccepted":7,"itemsFailed":1,"itemsEscalated":1,
             "cost":"0.003","elapsedMs":9000}""");

    @Test
    void tellsPhaseBarCountFallbacksMoneyTimeGoneAndTimeLeft() {
        assertThat(ProgressLine.of(UNDER_WAY, Terminal.NONE))
                .isEqualTo("  generating ███████████████░░░░░░░░░  5/8, 62%  2 fallbacks  $0.002816  5.5 s"
                        + "  about 2 s left");
    }

    @Test
    void aPlanThatHasEndedTellsItsOutcomeAndNoTimeLeft() {
        assertThat(ProgressLine.of(ENDED, Terminal.NONE))
                .startsWith("  partial ")
                .contains("8/8, 100%", "1 fallback ")
                .doesNotContain("left");
    }

    @Test
    void aPlanWithoutASkeletonHasNoCountYet() {
        assertThat(ProgressLine.of(json("{\"phase\":\"PLANNING\",\"cost\":\"0\",\"elapsedMs\":1200}"), Terminal.NONE))
                .isEqualTo("  planning   ░░░░░░░░░░░░░░░░░░░░░░░░  $0.000000  1.2 s");
    }

    @Test
    void ordinaryTerminalsOf80ColumnsShowEverythingWithAShorterBar() {
        assertThat(ProgressLine.of(UNDER_WAY, terminal(80, false)))
                .contains("generating", "5/8", "2 fallbacks", "$0.002816", "about 2 s left", "█", "░");
    }

    @Test
    void narrowTerminalsKeepCountAndMoneyLongest() {
        assertThat(ProgressLine.of(UNDER_WAY, terminal(40, false))).isEqualTo("generating  5/8  2 fb  $0.002816  ~2 s");
        assertThat(ProgressLine.of(UNDER_WAY, terminal(25, false))).isEqualTo("5/8  $0.002816  ~2 s");
        assertThat(ProgressLine.of(UNDER_WAY, terminal(18, false))).isEqualTo("5/8  $0.002816");
        assertThat(ProgressLine.of(UNDER_WAY, terminal(3, false))).isEqualTo("5/");
    }

    @Property
    void noLineEverReachesTheLastColumn(
            @ForAll @IntRange(min = 1, max = 200) int columns,
            @ForAll @IntRange(max = 5000) int total,
            @ForAll @IntRange(max = 5000) int done) {
        JsonNode step = json("{\"phase\":\"GENERATING\",\"itemsTotal\":" + total + ",\"itemsAccepted\":"
                + Math.min(done, total) + ",\"itemsEscalated\":" + Math.min(done, total)
                + ",\"cost\":\"12.5\",\"elapsedMs\":123456,\"remainingMs\":999000}");
        assertThat(ProgressLine.of(step, terminal(columns, false)).length()).isLessThan(Math.max(columns, 1));
    }

    @Test
    void coloursAreThereUnlessNotWanted() {
        assertThat(ProgressLine.of(UNDER_WAY, terminal(80, true)))
                .startsWith("\u001b[36m")
                .endsWith("\u001b[0m");
        assertThat(ProgressLine.of(ENDED, terminal(80, true))).startsWith("\u001b[33m");
        assertThat(ProgressLine.of(UNDER_WAY, terminal(80, false))).doesNotContain("\u001b");
    }

    @Test
    void theBarIsAsciiWhereTheLocaleIs() {
        assertThat(ProgressLine.of(UNDER_WAY, new Terminal(true, 120, false, false)))
                .contains("###############---------")
                .matches("\\p{ASCII}*");
    }

    private static Terminal terminal(int columns, boolean colours) {
        return new Terminal(true, columns, colours, true);
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text);
    }
}
