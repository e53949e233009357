package io.armature.inflight;

import io.armature.inflight.CompletedOffsets.Progress;
import java.util.OptionalLong;

/**
 * The {@link Companion}'s position in a commit's metadata: {@code @} and the number, after the partition's progress.
 */
final class CompanionPosition {
    private static final char MARK = '@';
    private static final int MOST_CHARACTERS = 20;

    private CompanionPosition() {}

    /** @param most characters that fit */
    static String write(Progress progress, OptionalLong position, int most) {
        String text = CommitMetadata.write(progress, Math.max(0, most - MOST_CHARACTERS));
        return position.isPresent() ? text + MARK + position.getAsLong() : text;
    }

    /** What is left for {@link CommitMetadata#read}. */
    static String without(String metadata) {
        int mark = metadata.lastIndexOf(MARK);
        return mark < 0 ? metadata : metadata.substring(0, mark);
    }

    /** Empty when there is none, or it is damaged. */
    static OptionalLong read(String metadata) {
        int mark = metadata.lastIndexOf(MARK);
        String number = metadata.substring(mark + 1);
        return mark >= 0 && number.matches("[0-9]{1,18}")
                ? OptionalLong.of(Long.parseLong(number))
                : OptionalLong.empty();
    }
}
