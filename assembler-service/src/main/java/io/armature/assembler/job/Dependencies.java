package io.armature.assembler.job;

import io.armature.events.ItemOutcome;
import io.armature.events.ItemSpec;
import io.armature.events.Reason;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Which items of a skeleton wait for which others. */
public final class Dependencies {
    private final Map<String, ItemSpec> byId = new LinkedHashMap<>();
    private final Map<String, List<ItemSpec>> dependants = new HashMap<>();
    private final Map<String, Integer> chains = new HashMap<>();

    public Dependencies(List<ItemSpec> items) {
        items.forEach(item -> byId.putIfAbsent(item.getItemId(), item));
        byId.values()
                .forEach(item -> item.getDependsOn().stream()
                        .distinct()
                        .forEach(id -> dependants
                                .computeIfAbsent(id, d -> new ArrayList<>())
                                .add(item)));
        measureChains();
    }

    /** From the ends backwards, without recursion: a chain may be as long as a skeleton. */
    private void measureChains() {
        Map<String, Integer> open = new HashMap<>();
        dependants.forEach((id, items) -> open.put(id, items.size()));
        Deque<ItemSpec> measured = new ArrayDeque<>(waiting().stream()
                .filter(item -> !dependants.containsKey(item.getItemId()))
                .toList());
        while (!measured.isEmpty()) {
            ItemSpec item = measured.removeFirst();
            int length = chain(item.getItemId()) + 1;
            for (String id : Set.copyOf(item.getDependsOn())) {
                chains.merge(id, length, Math::max);
                if (open.merge(id, -1, Integer::sum) == 0 && byId.containsKey(id)) {
                    measured.add(byId.get(id));
                }
            }
        }
    }

    /** How many items there are in the longest chain that begins with this one; it counts, too. */
    public int chain(String itemId) {
        return chains.getOrDefault(itemId, 1);
    }

    /** What can be done about an item that depends on others. */
    public sealed interface Readiness {
        /** Others must end first. */
        record Waits() implements Readiness {}

        /** It can be generated, with what these items hold: those of its dependencies that were accepted. */
        record Ready(List<ItemSpec> with) implements Readiness {}

        /** It cannot be generated any more. */
        record Unmet(Reason why) implements Readiness {}
    }

    /** Items that depend on another, in the order of the document. */
    public List<ItemSpec> waiting() {
        return byId.values().stream()
                .filter(item -> !item.getDependsOn().isEmpty())
                .toList();
    }

    /** Items that depend on this one directly, in the order of the document. */
    public List<ItemSpec> dependants(String itemId) {
        return dependants.getOrDefault(itemId, List.of());
    }

    public Optional<ItemSpec> find(String itemId) {
        return Optional.ofNullable(byId.get(itemId));
    }

    /** @param ended how an item ended; empty while it has not */
    public Readiness of(ItemSpec item, Function<String, Optional<ItemOutcome>> ended) {
        List<ItemSpec> with = new ArrayList<>();
        boolean waits = false;
        for (String id : item.getDependsOn().stream().distinct().toList()) {
            ItemSpec dependency = byId.get(id);
            Optional<ItemOutcome> how = dependency == null ? Optional.of(ItemOutcome.SKIPPED) : ended.apply(id);
            if (how.isEmpty()) {
                waits = true;
            } else if (dependency != null && how.get() == ItemOutcome.ACCEPTED) {
                with.add(dependency);
            } else if (!item.getGoesOnWithout()) {
                return new Readiness.Unmet(new Reason("dependency", "", needs(id, dependency, how.get())));
            }
        }
        return waits ? new Readiness.Waits() : new Readiness.Ready(List.copyOf(with));
    }

    private static String needs(String id, @Nullable ItemSpec dependency, ItemOutcome how) {
        if (dependency == null) {
            return "it needs '" + id + "', which the skeleton does not have";
        }
        return "it needs '" + id + "' (" + dependency.getTitle() + "), which "
                + (how == ItemOutcome.SKIPPED ? "was skipped" : "failed");
    }
}
