package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.quickstart.Trial.Way;
import java.io.ByteArrayInputStream;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.json.JsonMapper;

class ComparisonTest {
    private static final Way TWO = new Way("two-phase", "cheap");
    private static final Way SINGLE = new Way("single-call", "a<b & \"c\"");

    private final Comparison comparison = new Comparison(trials());

    @Test
    void everyWayIsALineWithItsCounts() {
        assertThat(comparison.lines()).extracting(Comparison::success).containsExactly("20 of 20, 100%", "1 of 2, 50%");
    }

    @Test
    void costAndTokensAreMeansAndFailedDocumentsCount() {
        Comparison.Line single = comparison.lines().getLast();
        assertThat(single.cost()).isEqualByComparingTo("0.02");
        assertThat(single.tokens()).isEqualTo(150);
    }

    @Test
    void timesAreTheMiddleOneAndTheOneThatNineteenOfTwentyKeep() {
        Comparison.Line two = comparison.lines().getFirst();
        assertThat(two.medianMs()).isEqualTo(1_000);
        assertThat(two.p95Ms()).isEqualTo(1_900);
    }

    @Test
    void theCsvHasALineForEachDocumentAndQuotesWhatNeedsIt() {
        assertThat(comparison.csv().lines())
                .hasSize(23)
                .contains("two-phase,cheap,day.json,1,job-1,COMPLETE,0.001,100,10")
                .contains("single-call,\"a<b & \"\"c\"\"\",day.json,2,job-2,FAILED,0.03,900,200");
    }

    @Test
    void thePictureIsXmlWithABarForEachWayInEachPanel() throws Exception {
        String svg = ComparisonChart.of(comparison);
        var picture = DocumentBuilderFactory.newInstance()
                .newDocumentBuilder()
                .parse(new ByteArrayInputStream(svg.getBytes(StandardCharsets.UTF_8)));
        assertThat(picture.getElementsByTagName("rect").getLength()).isEqualTo(1 + 3 * 2);
        assertThat(svg).contains("20 of 20, 100%", "a&lt;b &amp;");
    }

    @Test
    void aTrialIsReadFromThePlansStatus() {
        Trial trial = Trial.of(TWO, "day.json", 1, JsonMapper.shared().readTree("""
                {"jobId": "j", "outcome": "PARTIAL", "elapsedMs": 12,
                 "bill": {"total": {"cost": "0.000100000000", "promptTokens": 5, "completionTokens": 7}}}
                """));
        assertThat(trial.tokens()).isEqualTo(12);
        assertThat(trial.cost()).isEqualByComparingTo("0.0001");
        assertThat(trial.isComplete()).isFalse();
    }

    private static List<Trial> trials() {
        List<Trial> trials = new ArrayList<>();
        for (int run = 1; run <= 20; run++) {
            trials.add(
                    new Trial(TWO, "day.json", run, "job-" + run, "COMPLETE", new BigDecimal("0.001"), run * 100L, 10));
        }
        trials.add(new Trial(SINGLE, "day.json", 1, "job-1", "COMPLETE", new BigDecimal("0.01"), 500, 100));
        trials.add(new Trial(SINGLE, "day.json", 2, "job-2", "FAILED", new BigDecimal("0.03"), 900, 200));
        return trials;
    }
}
