package io.armature.quickstart.authoring;

import io.armature.quickstart.BlueprintsFolder;
import io.armature.quickstart.Complaint;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code blueprint new}: a starter that works. */
@Command(
        name = "new",
        mixinStandardHelpOptions = true,
        description = "Writes a small blueprint that works, to be changed into your own.")
final class NewCommand implements Callable<Integer> {
    private static final List<String> FILES = List.of(
            "blueprint.yaml",
            "input.schema.json",
            "skeleton.schema.json",
            "skeleton.system.md",
            "skeleton.ask.md",
            "section.schema.json",
            "section.system.md",
            "section.ask.md",
            "example.json");

    @Parameters(paramLabel = "ID", description = "a lower-case letter, then letters, digits and hyphens")
    private String id = "";

    @Option(
            names = "--in",
            paramLabel = "FOLDER",
            description = "where its folder is made; without it, where ./armature up looks for blueprints")
    private @Nullable String in;

    @Override
    public Integer call() throws Exception {
        if (!id.matches("[a-z][a-z0-9-]{0,62}")) {
            throw Complaint.usage("'" + id + "' is no id; use a lower-case letter, then letters, digits and hyphens");
        }
        Path folder = (in == null ? BlueprintsFolder.here() : Path.of(in)).resolve(id);
        if (Files.exists(folder)) {
            throw Complaint.usage(folder + " is there already; choose another id, or remove it");
        }
        Files.createDirectories(folder);
        for (String file : FILES) {
            Files.writeString(folder.resolve(file), starter(file).replace("STARTER", id));
        }
        System.out.println("Written: " + folder + "\nNext: ./armature blueprint check " + folder
                + "\n      ./armature blueprint try " + folder + " --request " + folder.resolve("example.json")
                + "\n      ./armature submit " + folder.resolve("example.json") + "   (where ./armature up runs)");
        return 0;
    }

    private static String starter(String file) throws IOException {
        try (InputStream in = NewCommand.class.getResourceAsStream("starter/" + file)) {
            if (in == null) {
                throw new IllegalStateException("the starter's file " + file + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
