package io.armature.blueprints;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/** Where blueprints come from. */
public final class Blueprints {
    private static final int MOST_FILES = 200;
    private static final int MOST_BYTES = 2_000_000;
    private static final int MOST_DEPTH = 5;
    private static final String FOLDER = "/io/armature/blueprints/";

    private Blueprints() {}

    /**
     * A blueprint from its files, as it was published; its models were looked at by the planner that published it.
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
        return new BlueprintReader(files, knownModel).read();
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
        return files.values().stream().map(f -> read(new BlueprintFiles(f))).toList();
    }

    /**
     * The blueprints of a folder, one per sub-folder that holds a {@code blueprint.yaml}.
     *
     * @param knownModel whether the operator's catalogue names a model
     * @throws FaultyBlueprintException with every fault of all of them, files named from the folder
     */
    public static List<Blueprint> inFolder(Path folder, Predicate<String> knownModel) {
        Map<String, Blueprint> byId = new LinkedHashMap<>();
        List<Fault> faults = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                String name = child.getFileName() + "/";
                if (!Files.isRegularFile(child.resolve(Faults.YAML))) {
                    continue;
                }
                try {
                    Blueprint blueprint = read(files(child), knownModel);
                    if (byId.putIfAbsent(blueprint.id(), blueprint) != null) {
                        faults.add(new Fault(
                                name + Faults.YAML,
                                0,
                                0,
                                "another blueprint of this folder has the id '" + blueprint.id() + "' too",
                                "Give every blueprint its own"));
                    }
                } catch (FaultyBlueprintException e) {
                    e.faults()
                            .forEach(f ->
                                    faults.add(new Fault(name + f.file(), f.line(), f.column(), f.what(), f.mend())));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the blueprints in " + folder, e);
        }
        if (!faults.isEmpty()) {
            throw new FaultyBlueprintException(faults);
        }
        return List.copyOf(byId.values());
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
                byName.put(folder.relativize(file).toString().replace('\\', '/'), Files.readString(file));
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the blueprint in " + folder, e);
        }
        return new BlueprintFiles(byName);
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
