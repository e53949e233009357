package io.armature.assembler.job;

import io.armature.blueprints.Distinctness;
import io.armature.events.Reason;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * The items that stand in a plan, by name and by meaning: who is like whom. A look compares with each of them, some 400
 * multiplications each. Not thread-safe.
 */
public final class Standing {
    private static final int LONGEST_REASON = 450;
    private static final int MOST_REASONS = 12;

    private final double threshold;
    private final Map<String, Placed> placed = new LinkedHashMap<>();

    /** @param threshold cosine from which on two meanings are alike */
    public Standing(double threshold) {
        this.threshold = threshold;
    }

    /**
     * What is compared of an item.
     *
     * @param vector of length 1; empty when it is not known, and then only names are compared
     */
    public record Face(String name, float[] vector) {
        public static Face of(String name, List<Double> vector) {
            float[] values = new float[vector.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = vector.get(i).floatValue();
            }
            return new Face(name, values);
        }
    }

    /** An item that another is like; {@code cosine} is 1 where they have one name. */
    public record Likeness(String itemId, String name, boolean byName, double cosine) {
        private String how() {
            return byName ? "by its name" : "by its meaning (" + String.format(Locale.ROOT, "%.2f", cosine) + " of 1)";
        }

        /** For the plan's end. */
        public Reason stays(String ofItem, String ofName) {
            return new Reason(
                    "alike",
                    "",
                    ofItem + ": '" + ofName + "' is like '" + name + "' (" + itemId + ") " + how()
                            + ", and asking again did not change that");
        }
    }

    private record Placed(String normalised, Face face) {}

    public void place(String itemId, Face face) {
        placed.put(itemId, new Placed(Distinctness.normalised(face.name()), face));
    }

    public void remove(String itemId) {
        placed.remove(itemId);
    }

    public boolean holds(String itemId) {
        return placed.containsKey(itemId);
    }

    public int size() {
        return placed.size();
    }

    /** Those that stand and are like this one, in the order in which they came; itself never. */
    public List<Likeness> like(String itemId, Face face) {
        String normalised = Distinctness.normalised(face.name());
        List<Likeness> alike = new ArrayList<>();
        placed.forEach((id, other) -> {
            if (id.equals(itemId)) {
                return;
            }
            boolean byName = !normalised.isEmpty() && normalised.equals(other.normalised());
            double cosine = byName ? 1 : cosine(face.vector(), other.face().vector());
            if (byName || cosine >= threshold) {
                alike.add(new Likeness(id, other.face().name(), byName, cosine));
            }
        });
        return alike;
    }

    /**
     * What to tell of an item that is asked for again: whom it is like, and everything that the plan has.
     *
     * @param called the name under which it was written and must not be written again
     */
    public List<Reason> toAvoid(String itemId, String called, List<Likeness> alike) {
        List<Reason> reasons = new ArrayList<>();
        for (Likeness like : alike.subList(0, Math.min(3, alike.size()))) {
            reasons.add(new Reason(
                    "alike",
                    "",
                    "'" + shown(called) + "' is like '" + shown(like.name()) + "', which the plan has already, "
                            + like.how()
                            + "; write something clearly different, not the same under another name"));
        }
        StringBuilder taken = new StringBuilder();
        for (Map.Entry<String, Placed> other : placed.entrySet()) {
            String name = shown(other.getValue().face().name());
            if (taken.length() + name.length() > LONGEST_REASON - 40) {
                reasons.add(taken(taken));
                taken.setLength(0);
            }
            if (reasons.size() == MOST_REASONS) {
                return reasons;
            }
            if (!other.getKey().equals(itemId) && !name.isBlank()) {
                taken.append(taken.isEmpty() ? "" : "; ").append(name);
            }
        }
        if (!taken.isEmpty()) {
            reasons.add(taken(taken));
        }
        return reasons;
    }

    private static Reason taken(StringBuilder names) {
        return new Reason("taken", "", "the plan has already: " + names);
    }

    private static String shown(String name) {
        return name.length() <= 120 ? name : name.substring(0, 119) + "…";
    }

    private static double cosine(float[] one, float[] other) {
        if (one.length == 0 || one.length != other.length) {
            return 0;
        }
        float sum = 0;
        for (int i = 0; i < one.length; i++) {
            sum += one[i] * other[i];
        }
        return sum;
    }
}
