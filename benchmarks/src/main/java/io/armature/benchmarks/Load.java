package io.armature.benchmarks;

import io.armature.backbone.GroupSession;
import io.armature.cluster.Cluster;
import io.armature.cluster.RecordedCalls;
import io.armature.cluster.SystemProcess;
import io.armature.cluster.Upstream;
import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import io.armature.simulator.Stats.OneCall;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** 50 plans of 20 items at once, answer times as real models have them. */
final class Load {
    private static final int JOBS = 50;
    private static final int ITEMS = 20;
    private static final Duration LOOK = Duration.ofMillis(20);
    /** So long a worker that was killed keeps its items from the others; the services' default is 10 s. */
    private static final Duration SESSION = Duration.ofSeconds(1);
    /** Members hear of another time-out with their next heartbeat, a fifth of the old one later at most. */
    private static final Duration UNTIL_HEARD = Duration.ofSeconds(5);

    private final Cluster cluster;
    private final int places;

    /** @param places items in flight in all: the workers' windows together */
    Load(Cluster cluster, int places) {
        this.cluster = cluster;
        this.places = places;
    }

    List<Row> undisturbed(int warmUp, int rounds) throws InterruptedException {
        Makespans makespans = new Makespans(places);
        try (Upstream upstream = new Upstream(cluster.kafka(), Set.of())) {
            for (int round = -warmUp; round < rounds; round++) {
                prepare();
                Upstream.Batch batch = upstream.run(JOBS, ITEMS);
                if (round >= 0) {
                    makespans.add(batch.millis(), cluster.models().calls());
                }
                upstream.watch().forget();
            }
        }
        return List.of(
                new Row(
                        "makespan / ideal under load",
                        workload(),
                        "<= 1.03",
                        makespans.againstLongestFirst(),
                        Row.Verdict.of(makespans.ratio() <= 1.03),
                        makespans.figures()),
                new Row(
                        "makespan / the best without knowing latencies beforehand",
                        "same rounds; each free place takes the next item, at no cost",
                        "<= 1.03",
                        makespans.againstInOrder(),
                        Row.Verdict.of(makespans.ratioInOrder() <= 1.03),
                        makespans.figures()));
    }

    /** The same, and one worker is killed when half of the items have been asked for; another takes its place after. */
    Row withOneWorkerKilled(int rounds, int window) throws InterruptedException {
        Makespans makespans = new Makespans(places);
        List<Integer> cut = new ArrayList<>();
        List<Integer> repeated = new ArrayList<>();
        RecordedCalls.letTheBrokerTellTheTime(cluster.kafka());
        try (Upstream upstream = new Upstream(cluster.kafka(), RecordedCalls.TOPICS)) {
            for (int round = 0; round < rounds; round++) {
                prepare();
                shortSession(); // Each time: a worker that starts sets its own.
                Instant sent = Instant.now();
                List<String> jobs = upstream.submit(JOBS, ITEMS);
                while (cluster.models().stats().path("total").path("calls").asLong() < JOBS + JOBS * ITEMS / 2) {
                    Thread.sleep(LOOK);
                }
                SystemProcess victim = cluster.workers().getLast();
                victim.kill();
                Upstream.Batch batch = upstream.await(jobs, sent);
                List<OneCall> calls = cluster.models().calls();
                makespans.add(batch.millis(), calls);
                Repeats repeats = Repeats.of(calls, RecordedCalls.of(upstream.watch(), jobs));
                cut.add(repeats.underWay());
                repeated.add(repeats.recorded());
                upstream.watch().forget();
                cluster.removeWorker(victim);
                cluster.startWorker(window);
                cluster.awaitReady();
            }
        }
        Map<String, Object> figures = new LinkedHashMap<>(makespans.figures());
        figures.put("underWayRepeated", cut);
        figures.put("recordedRepeated", repeated);
        return new Row(
                "one worker of " + cluster.workers().size() + " killed with -9 in mid-run: makespan / ideal",
                workload() + ", session time-out " + SESSION.toSeconds() + " s",
                "<= 1.4, 0 recorded calls repeated",
                makespans.againstLongestFirst() + "; against the best without knowing: " + makespans.againstInOrder()
                        + "; calls repeated: under way " + cut + ", recorded " + repeated,
                Row.Verdict.of(makespans.ratio() <= 1.4 && repeated.stream().allMatch(n -> n == 0)),
                figures);
    }

    private void shortSession() throws InterruptedException {
        GroupSession session = new GroupSession(cluster.kafka(), SESSION);
        for (Topic lane : List.of(Topic.ITEMS_REQUESTED, Topic.ITEMS_FALLBACK)) {
            session.setFor("armature.item-worker." + lane.topicName());
        }
        Thread.sleep(UNTIL_HEARD);
    }

    private String workload() {
        return "50 jobs x 20 items, skeleton 800 ms, items lognormal (500 ms, 0.6), " + places + " in flight in all";
    }

    private void prepare() throws InterruptedException {
        cluster.models()
                .behave(Map.of(
                        "*",
                        Faults.NONE
                                .withLatency(Latency.parse("lognormal(500ms, 0.6)"))
                                .withLatency("burst--skeleton", Latency.ofMillis(OneJob.SKELETON_MS))));
        cluster.models().reset();
    }
}
