package io.armature.generation;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.models.Usage;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A call that was made for several items is on the bills of all of them. */
class PartsOfAttemptTest {
    @ParameterizedTest
    @CsvSource({
        "0, 0, 0, 0.000000000000, 2",
        "100, 40, 7, 0.000000000123, 3",
        "1000003, 999999, 17, 12.345678901234, 20"
    })
    void thePartsAddUpToTheCallAndOneOfThemCountsIt(
            int prompt, int cached, int completion, BigDecimal cost, int parts) {
        Attempt whole = new Attempt(
                "id",
                0,
                "cheap",
                Attempt.Outcome.ACCEPTED,
                List.of(),
                new Usage(prompt, cached, completion, true),
                cost,
                Instant.EPOCH,
                Duration.ZERO,
                "hash",
                Optional.of("req"),
                false);

        List<Attempt> all =
                IntStream.range(0, parts).mapToObj(i -> whole.part(i, parts)).toList();

        assertThat(all.stream().mapToInt(p -> p.usage().promptTokens()).sum()).isEqualTo(prompt);
        assertThat(all.stream().mapToInt(p -> p.usage().cachedTokens()).sum()).isEqualTo(cached);
        assertThat(all.stream().mapToInt(p -> p.usage().completionTokens()).sum())
                .isEqualTo(completion);
        assertThat(all.stream().map(Attempt::cost).reduce(BigDecimal.ZERO, BigDecimal::add))
                .isEqualTo(cost);
        assertThat(all).filteredOn(part -> !part.shared()).hasSize(1);
        assertThat(all).extracting(Attempt::attemptId).doesNotHaveDuplicates();
        assertThat(all).allMatch(part -> part.usage().estimated());
    }
}
