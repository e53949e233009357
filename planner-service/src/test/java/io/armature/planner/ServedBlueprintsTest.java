package io.armature.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.BlueprintFiles;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.FaultyBlueprintException;
import io.armature.models.ModelsSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ServedBlueprintsTest {
    private static final ModelsSettings EMPTY = new ModelsSettings(Map.of(), Map.of());

    @Test
    void aModelThatTheCatalogueDoesNotNameIsAFaultOfTheOperatorsBlueprint(@TempDir Path folder) throws IOException {
        BlueprintFiles files = Blueprints.builtIn().stream()
                .filter(b -> b.id().equals("meal-day"))
                .map(Blueprint::files)
                .findFirst()
                .orElseThrow();
        Path mine = Files.createDirectory(folder.resolve("mine"));
        for (Map.Entry<String, String> file : files.byName().entrySet()) {
            Files.writeString(mine.resolve(file.getKey()), file.getValue());
        }
        assertThatThrownBy(() -> ServedBlueprints.inFolder(folder.toString(), EMPTY))
                .isInstanceOf(FaultyBlueprintException.class)
                .hasMessageContaining("mine/blueprint.yaml")
                .hasMessageContaining("cheap")
                .hasMessageContaining("strong");
    }

    @Test
    void withoutAFolderThereAreNone() {
        assertThat(ServedBlueprints.inFolder("", EMPTY)).isEmpty();
        assertThat(ServedBlueprints.inFolder(null, EMPTY)).isEmpty();
    }
}
