package io.armature.blueprints;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where blueprints come from. */
public final class Blueprints {
    private static final int MOST_FILES = 200;
    private static final int MOST_BYTES = 2_000_000;

    /** The file that makes a folder a blueprint's. */
    public static final String YAML = "blueprint.yaml";

    /** Levels of sub-folders that are looked into. */
    public static final int MOST_DEPTH = 5;

    private static final String FOLDER = "/io/armature/blueprints/";

    private Blueprints() {}

    /**
     * A blueprint that was checked before: by the planner that published it, or when Armature was built. Its
     * expressions are compiled when they are first used.
     *
     * @throws FaultyBlueprintException with every other fault of them; it was published by another version of Armature
     */
    public static Blueprint published(BlueprintFiles files) {
        return new BlueprintReader(files, model -> true, true).read();
    }

    /**
     * A blueprint from its files, whatever its models.
     *
     * @throws FaultyBlueprintException with every fault of them
     */
    public static Blueprint read(BlueprintFiles files) {
        return read(files, model -> true);
    }

    /**
     * A blueprint from its files, all of whose models are known.
     *
     * @param knownModel whether the operator's catalogue names a model
     * @throws FaultyBlueprintException with every fault of them
     */
    public static Blueprint read(BlueprintFiles files, Predicate<String> knownModel) {
        return new BlueprintReader(files, knownModel, false).read();
    }

    /**
     * The blueprints that come with Armature; {@code index.txt} lists their files, since a jar cannot list a folder.
     */
    public static List<Blueprint> builtIn() {
        Map<String, Map<String, String>> files = new TreeMap<>();
        resource("index.txt").lines().filter(line -> !line.isBlank()).forEach(line -> {
            int slash = line.indexOf('/');
            files.computeIfAbsent(line.substring(0, slash), id -> new TreeMap<>())
                    .put(line.substring(slash + 1), resource(line));
        });
        return files.values().stream()
                .map(f -> published(new BlueprintFiles(f)))
                .toList();
    }

    /**
     * The files of one blueprint's folder.
     *
     * @throws FaultyBlueprintException when they are too many or too large to be a blueprint
     */
    public static BlueprintFiles files(Path folder) {
        Map<String, String> byName = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder, MOST_DEPTH)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                if (byName.size() == MOST_FILES || Files.size(file) > MOST_BYTES) {
                    throw new FaultyBlueprintException(List.of(new Fault(
                            folder.relativize(file).toString(),
                            0,
                            0,
                            "the folder holds more than " + MOST_FILES + " files, or this one more than " + MOST_BYTES
                                    + " bytes",
                            "Keep only the blueprint's own files in it")));
                }
                byName.put(folder.relativize(file).toString().replace('\\', '/'), text(folder, file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the blueprint in " + folder, e);
        }
        return new BlueprintFiles(byName);
    }

    private static String text(Path folder, Path file) throws IOException {
        try {
            return Files.readString(file);
        } catch (CharacterCodingException e) {
            throw new FaultyBlueprintException(List.of(new Fault(
                    folder.relativize(file).toString(),
                    0,
                    0,
                    "the file is not UTF-8 text",
                    "Save it as UTF-8, or take it out of the folder")));
        }
    }

    private static String resource(String name) {
        try (InputStream in = Blueprints.class.getResourceAsStream(FOLDER + name)) {
            if (in == null) {
                throw new IllegalStateException("the built-in blueprint file " + name + " is missing from the jar");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
