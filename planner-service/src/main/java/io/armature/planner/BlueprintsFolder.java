package io.armature.planner;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.Fault;
import io.armature.blueprints.FaultyBlueprintException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * The operator's own blueprints: one per sub-folder that holds a {@code blueprint.yaml}. May change while the planner
 * runs. Not thread-safe.
 */
final class BlueprintsFolder {
    private final Path folder;
    private final Predicate<String> knownModel;
    private final Map<Path, Blueprint> good = new TreeMap<>();
    private Map<Path, String> read = Map.of();
    private Map<Path, String> lastSeen = Map.of();

    /** @param knownModel whether the operator's catalogue names a model */
    BlueprintsFolder(Path folder, Predicate<String> knownModel) {
        this.folder = folder;
        this.knownModel = knownModel;
    }

    /** What a look at the changed folder gave: all that can be served, and what is wrong with the rest. */
    record Look(Collection<Blueprint> good, List<Fault> faults) {}

    /**
     * All of them.
     *
     * @throws FaultyBlueprintException with every fault of all, files named from the folder
     */
    Collection<Blueprint> first() {
        lastSeen = stamps();
        Look look = read(lastSeen);
        if (!look.faults().isEmpty()) {
            throw new FaultyBlueprintException(look.faults());
        }
        return look.good();
    }

    /**
     * Looks again. Empty when nothing changed, or while files are still being written: a change is read when two looks
     * see the same. Of a blueprint that has become faulty the last good version stays.
     */
    Optional<Look> again() {
        Map<Path, String> now = stamps();
        boolean settled = now.equals(lastSeen);
        lastSeen = now;
        return settled && !now.equals(read) ? Optional.of(read(now)) : Optional.empty();
    }

    private Look read(Map<Path, String> now) {
        List<Fault> faults = new ArrayList<>();
        good.keySet().retainAll(now.keySet());
        now.forEach((child, stamp) -> {
            if (!stamp.equals(read.get(child))) {
                try {
                    good.put(child, Blueprints.read(Blueprints.files(child), knownModel));
                } catch (FaultyBlueprintException e) {
                    e.faults().forEach(fault -> faults.add(fault.in(child.getFileName() + "/")));
                }
            }
        });
        read = now;
        return new Look(distinct(faults), faults);
    }

    private Collection<Blueprint> distinct(List<Fault> faults) {
        Set<String> ids = new HashSet<>();
        List<Blueprint> distinct = new ArrayList<>();
        good.forEach((child, blueprint) -> {
            if (ids.add(blueprint.id())) {
                distinct.add(blueprint);
            } else {
                faults.add(new Fault(
                        child.getFileName() + "/blueprint.yaml",
                        0,
                        0,
                        "another blueprint of this folder has the id '" + blueprint.id() + "' too",
                        "Give every blueprint its own"));
            }
        });
        return distinct;
    }

    /** Of each sub-folder what its files say of themselves: name, size, time of the last change. */
    private Map<Path, String> stamps() {
        Map<Path, String> stamps = new TreeMap<>();
        try (Stream<Path> children = Files.list(folder)) {
            for (Path child : children.toList()) {
                if (Files.isRegularFile(child.resolve(Blueprints.YAML))) {
                    stamps.put(child, stamp(child));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException(
                    "cannot read the blueprints in " + folder
                            + " (armature.planner.blueprints-folder); name a folder that this process may read",
                    e);
        }
        return stamps;
    }

    private static String stamp(Path child) throws IOException {
        StringBuilder stamp = new StringBuilder();
        try (Stream<Path> files = Files.walk(child, Blueprints.MOST_DEPTH)) {
            for (Path file : files.filter(Files::isRegularFile).sorted().toList()) {
                stamp.append(child.relativize(file))
                        .append(' ')
                        .append(Files.size(file))
                        .append(' ')
                        .append(Files.getLastModifiedTime(file))
                        .append('\n');
            }
        }
        return stamp.toString();
    }
}
