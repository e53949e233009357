package io.armature.blueprints;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.core.JsonPointer;
import tools.jackson.databind.JsonNode;

/**
 * Which part of the items' contents are files.
 *
 * @param each the member of an item's content that holds one object per file
 * @param path the member of such an object that is the file's path
 * @param content the member that is its text
 */
record FilesOfItems(String each, String path, String content) {
    /** Faults of one item's files, for the model that wrote them. */
    List<Reason> check(JsonNode itemContent) {
        return check(itemContent.path(each), JsonPointer.empty().appendProperty(each), new Paths());
    }

    /** Faults of all files of a document together. */
    List<Reason> check(JsonNode document, String items) {
        List<Reason> reasons = new ArrayList<>();
        Paths paths = new Paths();
        JsonNode contents = document.path(items);
        for (int i = 0; i < contents.size(); i++) {
            JsonPointer where =
                    JsonPointer.empty().appendProperty(items).appendIndex(i).appendProperty(each);
            reasons.addAll(check(contents.get(i).path(each), where, paths));
        }
        return reasons;
    }

    private List<Reason> check(JsonNode files, JsonPointer where, Paths paths) {
        List<Reason> reasons = new ArrayList<>();
        for (int i = 0; i < files.size(); i++) {
            String name = files.get(i).path(path).asString("");
            JsonPointer at = where.appendIndex(i).appendProperty(path);
            SafePath.fault(name)
                    .or(() -> paths.taken(name, at.toString()))
                    .ifPresent(fault -> reasons.add(new Reason(
                            "file-path", at.toString(), "the path '" + Reasons.trimmed(name, 200) + "' " + fault)));
        }
        return reasons;
    }

    /** The files of a document; of paths that clash the first, and none that is not safe. */
    List<DocumentFile> of(JsonNode document, String items) {
        Map<String, DocumentFile> files = new LinkedHashMap<>();
        Paths paths = new Paths();
        document.path(items)
                .forEach(item -> item.path(each).forEach(file -> {
                    String name = file.path(path).asString("");
                    if (SafePath.fault(name).or(() -> paths.taken(name, "")).isEmpty()) {
                        files.put(
                                name, new DocumentFile(name, file.path(content).asString("")));
                    }
                }));
        return List.copyOf(files.values());
    }

    List<Integer> counts(JsonNode document, String items) {
        return document.path(items)
                .valueStream()
                .map(item -> item.path(each).size())
                .toList();
    }

    /** What paths there are, and which folders they need. */
    private static final class Paths {
        private final Map<String, String> files = new HashMap<>();
        private final Map<String, String> folders = new HashMap<>();

        /** Why a further file cannot have this path. */
        Optional<String> taken(String path, String pointer) {
            String folded = SafePath.folded(path);
            String same = files.get(folded);
            if (same != null) {
                return Optional.of("is that of another file already" + at(same)
                        + " (upper and lower case count as the same); give each file a path of its own");
            }
            String within = folders.get(folded);
            if (within != null) {
                return Optional.of("is a folder of another file" + at(within) + "; choose another name");
            }
            for (int end = folded.lastIndexOf('/'); end > 0; end = folded.lastIndexOf('/', end - 1)) {
                String file = files.get(folded.substring(0, end));
                if (file != null) {
                    return Optional.of("has a file for a folder" + at(file) + "; choose another");
                }
            }
            files.put(folded, pointer);
            for (int end = folded.lastIndexOf('/'); end > 0; end = folded.lastIndexOf('/', end - 1)) {
                folders.putIfAbsent(folded.substring(0, end), pointer);
            }
            return Optional.empty();
        }

        private static String at(String pointer) {
            return pointer.isEmpty() ? "" : " (" + pointer + ")";
        }
    }
}
