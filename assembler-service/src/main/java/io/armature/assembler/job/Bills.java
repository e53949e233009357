package io.armature.assembler.job;

import io.armature.events.Attempt;
import io.armature.events.Bill;
import io.armature.events.Charges;
import io.armature.events.Phase;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Adds up attempts: each once, whatever became of it. */
public final class Bills {
    private Bills() {}

    /** Attempts of the skeleton (item id empty) and of each item. */
    public static Bill of(List<Attempt> skeleton, Map<String, List<Attempt>> items) {
        List<Attempt> all = new ArrayList<>(skeleton);
        items.values().forEach(all::addAll);
        List<Charges> byItem = new ArrayList<>();
        if (!skeleton.isEmpty()) {
            byItem.add(sum("", skeleton));
        }
        items.forEach((id, attempts) -> byItem.add(sum(id, attempts)));
        return Bill.newBuilder()
                .setTotal(sum("total", all))
                .setByPhase(grouped(all, attempt -> attempt.getPhase() == Phase.SKELETON ? "skeleton" : "items"))
                .setByModel(grouped(all, Attempt::getModel))
                .setByItem(byItem)
                .setFallback(sum(
                        "fallback", all.stream().filter(a -> a.getTier() > 0).toList()))
                .build();
    }

    /** Those of two lists, each attempt once. */
    public static List<Attempt> merged(List<Attempt> one, List<Attempt> other) {
        Map<String, Attempt> byId = new LinkedHashMap<>();
        one.forEach(attempt -> byId.put(attempt.getAttemptId(), attempt));
        other.forEach(attempt -> byId.putIfAbsent(attempt.getAttemptId(), attempt));
        return List.copyOf(byId.values());
    }

    public static BigDecimal cost(List<Attempt> attempts) {
        return attempts.stream().map(Attempt::getCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }

    private static List<Charges> grouped(List<Attempt> attempts, Function<Attempt, String> by) {
        Map<String, List<Attempt>> groups = new LinkedHashMap<>();
        attempts.forEach(attempt -> groups.computeIfAbsent(by.apply(attempt), g -> new ArrayList<>())
                .add(attempt));
        return groups.entrySet().stream()
                .map(g -> sum(g.getKey(), g.getValue()))
                .toList();
    }

    private static Charges sum(String of, List<Attempt> attempts) {
        return Charges.newBuilder()
                .setOf(of)
                .setCalls((int) attempts.stream()
                        .filter(attempt -> !attempt.getReused() && !attempt.getShared())
                        .count())
                .setReused((int) attempts.stream().filter(Attempt::getReused).count())
                .setPromptTokens(
                        attempts.stream().mapToLong(Attempt::getPromptTokens).sum())
                .setCachedTokens(
                        attempts.stream().mapToLong(Attempt::getCachedTokens).sum())
                .setCompletionTokens(attempts.stream()
                        .mapToLong(Attempt::getCompletionTokens)
                        .sum())
                .setCost(cost(attempts).setScale(12))
                .build();
    }
}
