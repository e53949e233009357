package io.armature.benchmarks;

import io.armature.blueprints.Distinctness;
import io.armature.cluster.Cluster;
import io.armature.cluster.TopicWatch;
import io.armature.cluster.Upstream;
import io.armature.events.ItemCompleted;
import io.armature.events.ItemOutcome;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Fault;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.topics.Topic;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Plans of {@code recipe-week} over several workers. */
final class Weeks {
    private static final int SKELETON_MS = 800;
    private static final int ITEM_MS = 1_000;
    private static final double ALIKE = 0.9;
    private static final String SCHEMA = "recipe-week--skeleton";

    private final Cluster cluster;

    Weeks(Cluster cluster) {
        this.cluster = cluster;
    }

    /** Loads the embedding model of planner and workers, and has the vectors of the recipe book computed. */
    void warmUp() throws InterruptedException {
        behave(Faults.NONE);
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            Instant sent = Instant.now();
            upstream.awaitAnyEnd(upstream.submit("recipe-week", inputs(6, 7, "hybrid")), sent);
        }
    }

    /** One plan of so many days by three meals, against its calls one after another. */
    Row sideBySide(int days, int runs) throws InterruptedException {
        behave(Faults.NONE.withLatency(Latency.ofMillis(ITEM_MS)).withLatency(SCHEMA, Latency.ofMillis(SKELETON_MS)));
        int items = 3 * days;
        List<Double> millis = new ArrayList<>();
        int repairs = 0;
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of(Topic.ITEMS_REQUESTED))) {
            for (int run = 0; run < runs; run++) {
                Instant sent = Instant.now();
                Upstream.Batch batch = upstream.await(upstream.submit("recipe-week", inputs(1, days, "hybrid")), sent);
                millis.add(batch.millis());
                repairs += requests(upstream, batch.jobs()) - items;
                upstream.watch().forget();
            }
        }
        double median = Sample.of(millis).median();
        double oneAfterAnother = SKELETON_MS + (double) items * ITEM_MS;
        return new Row(
                "recipe-week: " + items + " recipes against one after another",
                "1 plan, skeleton 800 ms, " + items + " x 1,000 ms, warm",
                "",
                String.format(
                        Locale.ROOT,
                        "%.1fx (%.2f s against %.1f s; %d runs, %d recipes asked for again)",
                        oneAfterAnother / median,
                        median / 1_000,
                        oneAfterAnother / 1_000,
                        runs,
                        repairs),
                Row.Verdict.STATED,
                Map.of("speedUp", oneAfterAnother / median, "medianMs", median, "repairs", repairs));
    }

    /** Whole weeks of a model that likes to write again what it wrote before for the same household. */
    Row withRepeats(int plans, double chance) throws InterruptedException {
        behave(Faults.NONE.withLatency(Latency.parse("lognormal(300ms, 0.5)")).withChance(Fault.REPEATS, chance));
        int repeated = 0;
        int complete = 0;
        int repairs;
        long calls;
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of(Topic.ITEMS_REQUESTED, Topic.ITEMS_RESULTS))) {
            cluster.models().reset();
            Instant sent = Instant.now();
            Upstream.Batch batch =
                    upstream.awaitAnyEnd(upstream.submit("recipe-week", inputs(plans, 7, "hybrid")), sent);
            for (String job : batch.jobs()) {
                PlanCompleted end = (PlanCompleted) upstream.watch().end(job).event();
                complete += end.getOutcome() == Outcome.COMPLETE ? 1 : 0;
                repeated += repeated(end, upstream.watch().of(job));
            }
            repairs = requests(upstream, batch.jobs()) - 21 * plans;
            calls = cluster.models().stats().path("total").path("calls").asLong();
        }
        return new Row(
                "recipe-week: recipes that come twice in a plan, the model repeating itself in "
                        + Math.round(chance * 100) + "% of its answers",
                plans + " plans x 21 recipes over 3 workers",
                "0",
                String.format(
                        Locale.ROOT,
                        "%d of %d; %d recipes asked for again, %d calls in all, %d of %d plans complete",
                        repeated,
                        21 * plans,
                        repairs,
                        calls,
                        complete,
                        plans),
                Row.Verdict.of(repeated == 0 && complete == plans),
                Map.of("repeated", repeated, "repairs", repairs, "calls", calls, "complete", complete));
    }

    private void behave(Faults faults) throws InterruptedException {
        cluster.models().behave(Map.of("*", faults));
    }

    private static List<String> inputs(int plans, int days, String strategy) {
        return Stream.generate(() -> "{\"days\":" + days
                        + ",\"meal_types\":[\"breakfast\",\"lunch\",\"dinner\"],\"strategy\":\"" + strategy
                        + "\",\"eaters\":{\"count\":2,\"diet\":\"omnivore\",\"allergies\":[]},\"notes\":\""
                        + UUID.randomUUID() + "\"}")
                .limit(plans)
                .toList();
    }

    private static int requests(Upstream upstream, List<String> jobs) {
        return (int) jobs.stream()
                .flatMap(job -> upstream.watch().of(job).stream())
                .filter(seen -> seen.topic() == Topic.ITEMS_REQUESTED)
                .count();
    }

    /** Recipes of a document that are like an earlier one, by name or by the vectors that came with their results. */
    private static int repeated(PlanCompleted end, List<TopicWatch.Seen> events) {
        Map<String, ItemCompleted> last = new HashMap<>();
        events.stream()
                .filter(seen ->
                        seen.event() instanceof ItemCompleted result && result.getOutcome() == ItemOutcome.ACCEPTED)
                .map(seen -> (ItemCompleted) seen.event())
                .forEach(result ->
                        last.merge(result.getItemId(), result, (a, b) -> a.getRound() > b.getRound() ? a : b));
        List<String> names = new ArrayList<>();
        List<List<Double>> vectors = new ArrayList<>();
        int repeated = 0;
        for (JsonNode recipe :
                JsonMapper.shared().readTree(String.valueOf(end.getDocument())).path("recipes")) {
            String name = Distinctness.normalised(recipe.path("name").asString(""));
            List<Double> vector = last.get(recipe.path("slot_id").asString("")) == null
                    ? List.of()
                    : last.get(recipe.path("slot_id").asString("")).getVector();
            if (names.contains(name) || vectors.stream().anyMatch(other -> cosine(other, vector) >= ALIKE)) {
                repeated++;
            }
            names.add(name);
            vectors.add(vector);
        }
        return repeated;
    }

    private static double cosine(List<Double> one, List<Double> other) {
        double sum = 0;
        for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
            sum += one.get(i) * other.get(i);
        }
        return sum;
    }
}
