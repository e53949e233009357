package io.armature.events;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.topics.Topic;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.specific.SpecificData;
import org.junit.jupiter.api.Test;

/** The registry's reader, who may write no Java, finds out from the schema alone what everything means. */
class EventDocsTest {
    @Test
    void everyRecordFieldAndEnumHasADoc() {
        Set<String> without = new TreeSet<>();
        visitAll((name, doc) -> {
            if (doc == null || doc.isBlank()) {
                without.add(name);
            }
        });

        assertThat(without).isEmpty();
    }

    @Test
    void theDocOfAnEnumExplainsEachSymbol() {
        List<Schema> enums =
                List.of(AttemptOutcome.SCHEMA$, ItemOutcome.SCHEMA$, Outcome.SCHEMA$, Phase.SCHEMA$, PlanPhase.SCHEMA$);

        assertThat(enums)
                .allSatisfy(type ->
                        assertThat(type.getDoc()).contains(type.getEnumSymbols().toArray(new String[0])));
    }

    @Test
    void everyEnumHasADefaultForReadersThatDoNotKnowANewSymbol() {
        Set<Schema> seen = new HashSet<>();
        Stream.of(Topic.values()).forEach(topic -> collect(schemaOf(topic), seen));

        assertThat(seen.stream().filter(schema -> schema.getType() == Schema.Type.ENUM))
                .isNotEmpty()
                .allSatisfy(type ->
                        assertThat(type.getEnumDefault()).as(type.getName()).isNotNull());
    }

    private static void visitAll(BiConsumer<String, String> visitor) {
        Set<Schema> seen = new HashSet<>();
        Stream.of(Topic.values()).forEach(topic -> collect(schemaOf(topic), seen));
        assertThat(seen).hasSizeGreaterThan(15);
        for (Schema schema : seen) {
            visitor.accept(schema.getName(), schema.getDoc());
            if (schema.getType() == Schema.Type.RECORD) {
                schema.getFields().forEach(field -> visitor.accept(schema.getName() + "." + field.name(), field.doc()));
            }
        }
    }

    private static Schema schemaOf(Topic topic) {
        return SpecificData.get().getSchema(topic.eventType());
    }

    /** All named types of a schema. */
    private static void collect(Schema schema, Set<Schema> seen) {
        switch (schema.getType()) {
            case RECORD -> {
                if (seen.add(schema)) {
                    schema.getFields().forEach(field -> collect(field.schema(), seen));
                }
            }
            case ENUM -> seen.add(schema);
            case ARRAY -> collect(schema.getElementType(), seen);
            case MAP -> collect(schema.getValueType(), seen);
            case UNION -> schema.getTypes().forEach(type -> collect(type, seen));
            default -> {
                // Has no name, and needs no doc.
            }
        }
    }
}
