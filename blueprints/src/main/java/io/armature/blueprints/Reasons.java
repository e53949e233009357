package io.armature.blueprints;

import java.util.ArrayList;
import java.util.List;

/**
 * Reasons, trimmed to what a model is helped by: at most {@value #MOST}, each of at most {@value #LONGEST} characters,
 * on one line.
 */
final class Reasons {
    static final int MOST = 20;
    static final int LONGEST = 500;
    static final int LONGEST_POINTER = 200;

    private Reasons() {}

    /** The first ones, and how many more there are. */
    static List<Reason> trimmed(List<Reason> reasons) {
        List<Reason> kept = new ArrayList<>();
        for (Reason reason : reasons.subList(0, Math.min(MOST, reasons.size()))) {
            kept.add(new Reason(
                    reason.code(),
                    trimmed(reason.pointer(), LONGEST_POINTER),
                    trimmed(oneLine(reason.message()), LONGEST)));
        }
        if (reasons.size() > MOST) {
            kept.add(new Reason("more", "", "and " + (reasons.size() - MOST) + " more faults of this sort"));
        }
        return kept;
    }

    /** Text without line breaks or other control characters. */
    static String oneLine(String text) {
        StringBuilder line = new StringBuilder(text.length());
        text.codePoints()
                .map(c -> Character.isISOControl(c) || c == 0x2028 || c == 0x2029 ? ' ' : c)
                .forEach(line::appendCodePoint);
        return line.toString();
    }

    /** At most so many characters; what is left out is shown as an ellipsis. No surrogate pair is cut in two. */
    static String trimmed(String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        int end = Character.isHighSurrogate(text.charAt(most - 2)) ? most - 2 : most - 1;
        return text.substring(0, end) + "…";
    }
}
