package io.armature.released;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.released.EventSchemas.Released;
import java.io.IOException;
import java.util.List;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** FULL_TRANSITIVE: today's events and those of every release read each other, so services deploy in any order. */
class ReleasedSchemasTest {
    static List<Released> released() throws IOException {
        return EventSchemas.released();
    }

    @ParameterizedTest
    @MethodSource("released")
    void everyReleasedEventAndTodaysReadEachOther(Released released) {
        Schema today = EventSchemas.today().get(released.schema().getFullName());

        assertThat(today).as("an event type that was released stays").isNotNull();
        assertThat(FullCompatibility.faults(today, released.schema())).isEmpty();
    }

    static List<String> breakingChanges() {
        return List.of(
                // A field without a default comes.
                "{\"name\":\"jobId\" -> {\"name\":\"priority\",\"type\":\"int\"},{\"name\":\"jobId\"",
                // A field without a default goes, under its name.
                "{\"name\":\"jobId\" -> {\"name\":\"job\"",
                // A field changes its type.
                "{\"name\":\"tier\",\"type\":\"int\" -> {\"name\":\"tier\",\"type\":\"string\"",
                // Money changes its scale: Avro alone would let this pass.
                "\"scale\":12 -> \"scale\":6",
                // A time changes its unit: Avro alone would let this pass.
                "timestamp-millis -> timestamp-micros",
                // A symbol goes, and with it the default that could stand for it.
                "\"symbols\":[\"ACCEPTED\",\"FAILED\",\"SKIPPED\"],\"default\":\"FAILED\""
                        + " -> \"symbols\":[\"ACCEPTED\",\"FAILED\"]");
    }

    @ParameterizedTest
    @MethodSource("breakingChanges")
    void aBreakingChangeIsFound(String change) throws IOException {
        assertThat(released()).allSatisfy(one -> {
            String text = one.schema().toString();
            String[] fromTo = change.split(" -> ");
            if (text.contains(fromTo[0])) {
                Schema changed = new Schema.Parser().parse(text.replace(fromTo[0], fromTo[1]));
                assertThat(FullCompatibility.faults(changed, one.schema())).isNotEmpty();
            }
        });
        assertThat(released().stream().map(one -> one.schema().toString()))
                .as("the change applies to some event")
                .anyMatch(text -> text.contains(change.split(" -> ")[0]));
    }

    @Test
    void aFieldWithADefaultAndASymbolOfAnEnumMayComeAndGo() throws IOException {
        Schema was = named("ItemCompleted");
        Schema grown = new Schema.Parser()
                .parse(was.toString()
                        .replaceFirst(
                                "\\{\"name\":\"jobId\"",
                                "{\"name\":\"priority\",\"type\":\"int\",\"default\":0},{\"name\":\"jobId\"")
                        .replace(
                                "[\"ACCEPTED\",\"FAILED\",\"SKIPPED\"]",
                                "[\"ACCEPTED\",\"FAILED\",\"SKIPPED\",\"PARKED\"]"));

        assertThat(grown).isNotEqualTo(was);
        assertThat(FullCompatibility.faults(grown, was)).isEmpty();
    }

    private static Schema named(String name) throws IOException {
        return released().stream()
                .map(Released::schema)
                .filter(schema -> schema.getName().equals(name))
                .findFirst()
                .orElseThrow();
    }
}
