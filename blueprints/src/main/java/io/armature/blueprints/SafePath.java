package io.armature.blueprints;

import java.text.Normalizer;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Paths of files that a model named, as they may go into an archive that anybody unpacks anywhere. */
final class SafePath {
    static final int LONGEST = 200;

    private static final Pattern UNWANTED =
            Pattern.compile("[\\p{Cntrl}\\p{Co}\\p{Cn}\\p{Cf}\\u2028\\u2029<>:\"|?*\\\\]");
    /** Names that Windows gives to devices, whatever follows a dot. */
    private static final Set<String> DEVICES = Set.of(
            "con", "prn", "aux", "nul", "com0", "com1", "com2", "com3", "com4", "com5", "com6", "com7", "com8", "com9",
            "lpt0", "lpt1", "lpt2", "lpt3", "lpt4", "lpt5", "lpt6", "lpt7", "lpt8", "lpt9", "conin$", "conout$");

    private SafePath() {}

    /** What is wrong with a path, for the model that wrote it; empty when it is safe. */
    static Optional<String> fault(String path) {
        if (path.isEmpty() || path.length() > LONGEST) {
            return Optional.of("has " + path.length() + " characters; a path has 1 to " + LONGEST);
        }
        if (path.startsWith("/") || path.startsWith("~")) {
            return Optional.of("does not begin in the project; write it relative to the project's root");
        }
        if (UNWANTED.matcher(path).find()) {
            return Optional.of("holds a character that not every system allows in a file's name;"
                    + " use letters, digits and ._- with / between folders");
        }
        for (String segment : path.split("/", -1)) {
            Optional<String> fault = faultOf(segment);
            if (fault.isPresent()) {
                return fault;
            }
        }
        return Optional.empty();
    }

    private static Optional<String> faultOf(String segment) {
        if (segment.isEmpty()) {
            return Optional.of("has a folder or file without a name; write one / between names and none at the end");
        }
        if (segment.equals(".") || segment.equals("..")) {
            return Optional.of("uses '" + segment + "'; write every folder by its name");
        }
        if (segment.endsWith(".") || segment.endsWith(" ") || segment.startsWith(" ")) {
            return Optional.of("has a name that begins or ends with a blank, or ends with a dot");
        }
        String device =
                segment.toLowerCase(Locale.ROOT).replaceFirst("\\..*$", "").strip();
        return DEVICES.contains(device)
                ? Optional.of("uses the name '" + segment + "', which some systems keep for a device; choose another")
                : Optional.empty();
    }

    /** Equal for paths that are one file on some system: by case, or by how an accent is written. */
    static String folded(String path) {
        return Normalizer.normalize(path, Normalizer.Form.NFC).toLowerCase(Locale.ROOT);
    }
}
