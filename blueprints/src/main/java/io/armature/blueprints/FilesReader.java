package io.armature.blueprints;

import java.util.Map;
import java.util.Optional;

/** Reads {@code document.files}: which part of the items' contents are files. */
final class FilesReader {
    private FilesReader() {}

    /** @param kinds the schemas of the kinds of item */
    static Optional<FilesOfItems> read(Section document, Map<String, Optional<AnswerSchema>> kinds) {
        return document.optionalSection("files").flatMap(files -> {
            Optional<String> each = files.text("each");
            Optional<String> path = files.text("path");
            Optional<String> content = files.text("content");
            files.refuseOthers();
            if (each.isEmpty() || path.isEmpty() || content.isEmpty()) {
                return Optional.empty();
            }
            FilesOfItems read = new FilesOfItems(each.get(), path.get(), content.get());
            check(files, read, kinds);
            return Optional.of(read);
        });
    }

    private static void check(Section files, FilesOfItems read, Map<String, Optional<AnswerSchema>> kinds) {
        boolean found = false;
        for (var kind : kinds.entrySet()) {
            if (kind.getValue().isEmpty()) {
                return; // its own fault is told
            }
            SchemaPlace schema = SchemaPlace.at(
                    kind.getValue().get().source(), kind.getValue().get().source());
            if (schema.below(read.each()).isPresent()) {
                found = true;
                entries(files, read, kind.getKey(), schema);
            }
        }
        if (!found) {
            files.fault(
                    files.place("each"),
                    "'document.files.each' is '" + read.each() + "', which no kind of item has",
                    "Name the array of files in the schema of a kind");
        }
    }

    private static void entries(Section files, FilesOfItems read, String kind, SchemaPlace schema) {
        Optional<SchemaPlace> entry = schema.below(read.each())
                .filter(place -> place.onlyType().equals("array"))
                .flatMap(SchemaPlace::entry)
                .filter(place -> place.onlyType().equals("object"));
        if (entry.isEmpty()) {
            files.fault(
                    files.place("each"),
                    "'document.files.each' is '" + read.each() + "', which is no array of objects in kind '" + kind
                            + "'",
                    "Give it 'type: array' and 'items' of 'type: object'");
            return;
        }
        text(files, "path", read.path(), kind, entry.get());
        text(files, "content", read.content(), kind, entry.get());
    }

    private static void text(Section files, String key, String name, String kind, SchemaPlace entry) {
        boolean good = entry.requires(name)
                && entry.below(name)
                        .filter(place -> place.onlyType().equals("string"))
                        .isPresent();
        if (!good) {
            files.fault(
                    files.place(key),
                    "'document.files." + key + "' is '" + name + "', which is no required text of a file in kind '"
                            + kind + "'",
                    "Name one of " + entry.members() + ", and put it under 'required'");
        }
    }
}
