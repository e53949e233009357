package io.armature.released;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Not a test, but run as one: writes today's schemas down as a release, to be committed.
 *
 * <pre>./mvnw -pl schemas test -Dtest=FreezeRelease -Darmature.freeze=0.2</pre>
 */
@EnabledIfSystemProperty(named = FreezeRelease.VERSION, matches = ".+")
class FreezeRelease {
    static final String VERSION = "armature.freeze";

    @Test
    void todaysSchemasAreWrittenDown() throws IOException {
        String version = System.getProperty(VERSION);
        assertThat(version).as(VERSION).matches("\\d+\\.\\d+(\\.\\d+)?");
        Path folder = EventSchemas.RELEASED.resolve(version);
        assertThat(folder).as("a release is never written again").doesNotExist();

        Files.createDirectories(folder);
        for (Schema schema : EventSchemas.today().values()) {
            Files.writeString(folder.resolve(schema.getName() + ".avsc"), schema.toString(true) + "\n");
        }
    }
}
