package io.armature.released;

import io.armature.topics.Topic;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.specific.SpecificData;

/** The schemas of the topics' events: today's, and those of each release as committed. */
final class EventSchemas {
    /** {@code <version>/<type>.avsc}. Surefire starts tests in the module's folder. */
    static final Path RELEASED = Path.of("src", "main", "released");

    private EventSchemas() {}

    record Released(String version, Schema schema) {
        @Override
        public String toString() {
            return version + " " + schema.getName();
        }
    }

    static Map<String, Schema> today() {
        return Arrays.stream(Topic.values())
                .map(topic -> withoutJavaProperties(SpecificData.get().getSchema(topic.eventType())))
                .collect(Collectors.toMap(Schema::getFullName, schema -> schema, (a, b) -> a, TreeMap::new));
    }

    static List<Released> released() throws IOException {
        try (Stream<Path> files = Files.walk(RELEASED)) {
            return files.filter(file -> file.toString().endsWith(".avsc"))
                    .sorted()
                    .map(EventSchemas::read)
                    .toList();
        }
    }

    private static Released read(Path file) {
        try {
            return new Released(
                    file.getParent().getFileName().toString(), new Schema.Parser().parse(Files.readString(file)));
        } catch (IOException e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }

    private static Schema withoutJavaProperties(Schema schema) {
        String text = schema.toString()
                .replace("{\"type\":\"string\",\"" + GenericData.STRING_PROP + "\":\"String\"}", "\"string\"")
                .replace(",\"" + GenericData.STRING_PROP + "\":\"String\"", "");
        return new Schema.Parser().parse(text);
    }
}
