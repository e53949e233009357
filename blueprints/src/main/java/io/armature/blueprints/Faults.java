package io.armature.blueprints;

import io.armature.blueprints.Yaml.Place;
import io.armature.blueprints.Yaml.Scalar;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Collects everything that is wrong with the files of a blueprint; at most {@value #MOST} are told. */
final class Faults {
    static final String YAML = "blueprint.yaml";
    static final int MOST = 200;

    private final BlueprintFiles files;
    private final List<Fault> found = new ArrayList<>();

    Faults(BlueprintFiles files) {
        this.files = files;
    }

    /** A collection of its own, of the same files. */
    Faults apart() {
        return new Faults(files);
    }

    /** A fault of a file as a whole. */
    void add(String file, String what, String mend) {
        add(file, new Place(0, 0), what, mend);
    }

    void add(String file, Place place, String what, String mend) {
        Fault fault = new Fault(file, place.line(), place.column(), what, mend);
        if (found.size() < MOST && !found.contains(fault)) {
            found.add(fault);
        }
    }

    /** The text of a file that blueprint.yaml names. */
    Optional<String> file(Scalar name, String path) {
        String text = files.byName().get(name.text());
        if (text == null) {
            add(
                    YAML,
                    name.place(),
                    "'" + path + "' names the file " + name.text() + ", which is not there",
                    "Add the file, or name one of " + files.byName().keySet());
        } else if (text.length() > Yaml.MOST_CHARACTERS) {
            add(name.text(), "the file has " + text.length() + " characters", "Keep it below " + Yaml.MOST_CHARACTERS);
            return Optional.empty();
        }
        return Optional.ofNullable(text);
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            throw new FaultyBlueprintException(found);
        }
    }
}
