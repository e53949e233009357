package io.armature.assembler.status;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** A place on the topic of progress. As text ({@code partition-offset}) it is the id of a server-sent event. */
record Place(int partition, long offset) {
    private static final Pattern FORM = Pattern.compile("(\\d{1,6})-(\\d{1,18})");

    /** The place of an id that we gave; empty for any other. */
    static Optional<Place> read(@Nullable String id) {
        Matcher form = FORM.matcher(id == null ? "" : id);
        return form.matches()
                ? Optional.of(new Place(Integer.parseInt(form.group(1)), Long.parseLong(form.group(2))))
                : Optional.empty();
    }

    /** Whether this comes later; places of different partitions are in no order. */
    boolean isAfter(Place other) {
        return partition == other.partition && offset > other.offset;
    }

    @Override
    public String toString() {
        return partition + "-" + offset;
    }
}
