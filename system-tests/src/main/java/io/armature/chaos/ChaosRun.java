package io.armature.chaos;

import io.armature.cluster.Cluster;
import io.armature.cluster.RecordedCalls;
import io.armature.cluster.TopicWatch;
import io.armature.cluster.Upstream;
import io.armature.events.PlanCompleted;
import io.armature.simulator.Stats.OneCall;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.IntStream;

/** Runs the jobs of a scenario twice, once in peace and once disturbed, and holds the second against the first. */
final class ChaosRun {
    private static final int ITEMS = 8;
    /** After the last end nothing more may come; so long it is watched for. */
    private static final Duration AFTERMATH = Duration.ofSeconds(5);

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);
    /** Longer is not waited for calls: something that lasts may keep the system from making any. */
    private static final Duration LONGEST_WITHOUT_CALLS = Duration.ofSeconds(45);

    private final Cluster cluster;
    private final Consumer<String> says;

    /** @param says is told what happens */
    ChaosRun(Cluster cluster, Consumer<String> says) {
        this.cluster = cluster;
        this.says = says;
    }

    ChaosReport of(Scenario scenario) throws InterruptedException {
        int jobs = scenario.steps().stream().mapToInt(Scenario.Step::jobs).sum();
        List<String> inputs = IntStream.range(0, jobs)
                .mapToObj(job -> "{\"items\":" + ITEMS + ",\"run\":\"" + scenario.seed() + "-" + job + "\"}")
                .toList();
        cluster.models().seed(scenario.seed());
        RecordedCalls.letTheBrokerTellTheTime(cluster.kafka());
        try (Upstream upstream = new Upstream(cluster.kafka(), RecordedCalls.TOPICS);
                Stage stage = new Stage(cluster, scenario.fillsDisks())) {
            says.accept(jobs + " jobs in peace");
            cluster.models().reset();
            Evidence peace = evidence(upstream, upstream.submit(inputs), Instant.now());
            cluster.models().reset();
            List<String> ids = new ArrayList<>();
            Instant sent = Instant.now();
            int place = 0;
            for (Scenario.Step step : scenario.steps()) {
                place++;
                long before = cluster.models().newestCall(0);
                ids.addAll(upstream.submit(inputs.subList(ids.size(), ids.size() + step.jobs())));
                long calls = callsUpTo(before + step.calls()) - before;
                Thread.sleep(step.pause());
                says.accept(place + "/" + scenario.steps().size() + ", " + ids.size() + " jobs submitted, after "
                        + calls + " calls and " + step.pause().toMillis() + " ms: " + step.disturbance());
                stage.happen(step.disturbance());
            }
            stage.calmDown();
            says.accept("waiting for the ends of " + ids.size() + " jobs");
            Evidence disturbed = evidence(upstream, ids, sent);
            stage.impossible().forEach(one -> says.accept("not done: " + one));
            Duration slowest = stage.troubles().slowestRecording(peace, disturbed);
            List<Evidence.Repeat> paidTwice = stage.troubles().paidTwice(disturbed, slowest);
            List<OneCall> answered = disturbed.calls().stream()
                    .filter(call -> call.status() == 200)
                    .toList();
            return new ChaosReport(
                    scenario,
                    ids.size(),
                    answered.size(),
                    (int) answered.stream()
                            .filter(call -> disturbed.recorded().containsKey(call.requestId()))
                            .count(),
                    stage.startedAgain(),
                    stage.impossible().size(),
                    stage.troubles().underWay(disturbed),
                    slowest,
                    disturbed.repeats().size() - paidTwice.size(),
                    paidTwice,
                    disturbed.unbilled().size(),
                    disturbed.against(peace));
        }
    }

    /** Waits until a call of this number has come, and gives the newest. */
    private long callsUpTo(long number) throws InterruptedException {
        long deadline = System.nanoTime() + LONGEST_WITHOUT_CALLS.toNanos();
        long newest = cluster.models().newestCall(0);
        while (newest < number && System.nanoTime() - deadline < 0) {
            Thread.sleep(BETWEEN_LOOKS);
            newest = cluster.models().newestCall(newest);
        }
        return newest;
    }

    private Evidence evidence(Upstream upstream, List<String> jobs, Instant sent) throws InterruptedException {
        upstream.awaitAnyEnd(jobs, sent);
        Thread.sleep(AFTERMATH);
        Map<String, List<PlanCompleted>> ends = new LinkedHashMap<>();
        TopicWatch watch = upstream.watch();
        for (String job : jobs) {
            ends.put(
                    job,
                    watch.of(job).stream()
                            .filter(seen -> seen.topic() == Topic.PLAN_COMPLETED)
                            .map(seen -> (PlanCompleted) seen.event())
                            .toList());
        }
        return new Evidence(jobs, ends, cluster.models().calls(), RecordedCalls.of(watch, jobs));
    }
}
