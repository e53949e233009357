package io.armature.quickstart.authoring;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.FaultyBlueprintException;
import io.armature.models.ModelsSettings;
import io.armature.quickstart.BlueprintsFolder;
import io.armature.quickstart.Complaint;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Parameters;

/** The blueprint that a command is about. */
final class Chosen {
    @Parameters(
            index = "0",
            paramLabel = "BLUEPRINT",
            description = "a folder; or the name of one in the folder that ./armature up serves; or a built-in id")
    private String name = "";

    String name() {
        return name;
    }

    /**
     * The blueprint.
     *
     * @throws Complaint when there is none of that name, or with all its faults
     */
    Blueprint read(ModelsSettings models) throws Complaint {
        Optional<Path> folder = folder();
        try {
            return folder.isPresent()
                    ? Blueprints.read(Blueprints.files(folder.get()), models.catalogue()::containsKey)
                    : Blueprints.builtIn().stream()
                            .filter(blueprint -> blueprint.id().equals(name))
                            .findFirst()
                            .orElseThrow(this::unknown);
        } catch (FaultyBlueprintException e) {
            String faults = e.faults().size() == 1 ? "1 fault" : e.faults().size() + " faults";
            throw Complaint.error(e.getMessage() + "\n" + faults + " in "
                    + folder.map(Path::toString).orElse(name));
        }
    }

    private Optional<Path> folder() {
        return Optional.of(Path.of(name))
                .filter(Files::isDirectory)
                .or(() -> Optional.of(BlueprintsFolder.here().resolve(name)).filter(Files::isDirectory));
    }

    private Complaint unknown() {
        return Complaint.usage("'" + name + "' is no folder, no blueprint in " + BlueprintsFolder.here()
                + " and none of the built-in ones: "
                + Blueprints.builtIn().stream().map(Blueprint::id).toList());
    }
}
