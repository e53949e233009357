package io.armature.quickstart;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * Where progress is shown.
 *
 * @param redraws false for files and pipes: plain lines then
 * @param columns width; lines that are drawn again are never longer
 * @param colours false on request ({@code NO_COLOR})
 * @param blocks false where the locale is not UTF-8: the bar is drawn with {@code #}
 */
record Terminal(boolean redraws, int columns, boolean colours, boolean blocks) {
    private static final int USUAL_COLUMNS = 80;

    /** Lines of any length, without colours. */
    static final Terminal NONE = new Terminal(false, Integer.MAX_VALUE, false, true);

    /**
     * The terminal of this process.
     *
     * @param columns as the script found it; absent when standard output is no terminal
     */
    static Terminal of(Optional<String> columns, Map<String, String> environment) {
        if (columns.isEmpty() || environment.getOrDefault("TERM", "").equals("dumb")) {
            return NONE;
        }
        boolean colours = environment.getOrDefault("NO_COLOR", "").isEmpty();
        return new Terminal(true, width(columns.get()), colours, blocks(environment));
    }

    private static int width(String columns) {
        return columns.matches("[1-9]\\d{0,4}") ? Integer.parseInt(columns) : USUAL_COLUMNS;
    }

    private static boolean blocks(Map<String, String> environment) {
        for (String name : new String[] {"LC_ALL", "LC_CTYPE", "LANG"}) {
            String locale = environment.getOrDefault(name, "");
            if (!locale.isEmpty()) {
                return locale.toUpperCase(Locale.ROOT).replace("-", "").contains("UTF8");
            }
        }
        return true;
    }
}
