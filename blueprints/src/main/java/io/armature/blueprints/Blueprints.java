package io.armature.blueprints;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/** Where blueprints come from. */
public final class Blueprints {
    private static final String FOLDER = "/io/armature/blueprints/";

    private Blueprints() {}

    /**
     * A blueprint from its files.
     *
     * @throws FaultyBlueprintException with every fault of them
     */
    public static Blueprint read(BlueprintFiles files) {
        return new BlueprintReader(files).read();
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
     * @throws FaultyBlueprintException with every fault of the first faulty one
     */
    public static List<Blueprint> inFolder(Path folder) {
        List<Blueprint> blueprints = new ArrayList<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.sorted().toList()) {
                if (Files.isRegularFile(child.resolve(Faults.YAML))) {
                    blueprints.add(read(files(child)));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the blueprints in " + folder, e);
        }
        return blueprints;
    }

    /** The files of one blueprint's folder. */
    public static BlueprintFiles files(Path folder) {
        Map<String, String> byName = new TreeMap<>();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
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
