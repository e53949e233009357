package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.events.PlanCompleted;
import io.armature.simulator.Latency;
import io.armature.simulator.Stats;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** What the processes of the whole system share, and what is left when one of them is killed or restarted. */
class ProcessesIT extends SystemCase {
    private static final Duration LONG = Duration.ofSeconds(240);

    @Test
    void threeWorkersShareTheItemsOfOneJob() throws Exception {
        cluster.models(Map.of("*", latency(500)));
        Map<Cluster.Service, Double> before = answersOfEachWorker();
        PlanCompleted end = caller.end(burst(90));
        assertThat(end.getOutcome().name()).isEqualTo("COMPLETE");
        Map<Cluster.Service, Double> after = answersOfEachWorker();
        after.replaceAll((worker, answers) -> answers - before.get(worker));
        assertThat(after.values()).hasSize(3).allMatch(answers -> answers >= 1);
        assertThat(after.values().stream().mapToDouble(answers -> answers).sum())
                .isEqualTo(90);
    }

    @Test
    void aKilledWorkerLosesNothingAndExactlyItsCallsUnderWayAreRepeated() throws Exception {
        cluster.models(Map.of("*", latency(20).withLatency("burst--part", Latency.ofMillis(10_000))));
        String job = burst(90);
        // Each of the 90 is a call under way at some worker, and none has been answered.
        Awaitility.await().atMost(LONG).until(() -> cluster.simulator().stats().underWay() == 90);
        Map<Cluster.Service, Double> held = new HashMap<>();
        for (Cluster.Service worker : cluster.workers()) {
            held.put(worker, cluster.metric(worker, "inflight_records"));
        }
        assertThat(held.values().stream().mapToDouble(records -> records).sum()).isEqualTo(90);
        Cluster.Service victim = held.entrySet().stream()
                .max(Map.Entry.comparingByValue())
                .orElseThrow()
                .getKey();
        cluster.kill(victim);
        assertThat(cluster.simulator().stats().underWay())
                .as("the calls were under way when the worker died")
                .isEqualTo(90);
        try {
            PlanCompleted end = caller.end(job);
            assertThat(end.getOutcome().name()).isEqualTo("COMPLETE");
            assertThat(end.getItems()).hasSize(90);
            assertThat(caller.ends(job)).hasSize(1);
            Map<String, Long> calls = callsPerItem();
            assertThat(calls).hasSize(90);
            assertThat(calls.values()).allMatch(times -> times <= 2);
            Set<String> repeated = calls.entrySet().stream()
                    .filter(item -> item.getValue() == 2)
                    .map(Map.Entry::getKey)
                    .collect(Collectors.toSet());
            Set<String> unheard = cluster.simulator().stats().calls().stream()
                    .filter(call -> !call.heard())
                    .map(ProcessesIT::itemOf)
                    .collect(Collectors.toSet());
            assertThat(repeated)
                    .hasSize(held.get(victim).intValue())
                    .isNotEmpty()
                    .containsAll(unheard);
            assertThat(unheard).isNotEmpty();
        } finally {
            cluster.start(victim);
        }
    }

    @Test
    void everyServiceIsRestartedDuringARunAndNoCallIsRepeated() throws Exception {
        cluster.models(Map.of("*", latency(1_000)));
        List<String> jobs = new ArrayList<>();
        for (Cluster.Service service : List.of(
                cluster.planner(), cluster.assembler(), cluster.workers().getFirst())) {
            jobs.add(burst(60));
            int calls = 61 * (jobs.size() - 1);
            // The planner is stopped while its call is under way, the others amid the items.
            int before = service.equals(cluster.planner()) ? 0 : 10;
            Awaitility.await()
                    .atMost(LONG)
                    .pollInterval(Duration.ofMillis(20))
                    .until(() -> cluster.simulator().stats().calls().size() > calls + before);
            // 128 and SIGTERM: it ended by itself, within its bound.
            assertThat(cluster.stop(service)).isEqualTo(143);
            cluster.start(service);
            assertThat(caller.end(jobs.getLast()).getOutcome().name()).isEqualTo("COMPLETE");
        }
        for (String job : jobs) {
            assertThat(caller.end(job).getItems()).hasSize(60);
            assertThat(caller.ends(job)).hasSize(1);
        }
        assertThat(callsPerItem()).hasSize(3 * 60);
        assertThat(callsPerItem().values()).allMatch(times -> times == 1);
        assertThat(cluster.simulator().stats().calls()).hasSize(3 * 61).allMatch(Stats.OneCall::heard);
        caller.billsEqualWhatTheProviderCounted(jobs);
    }

    /** A job of so many small items; by way of Kafka, as the planner may be away. */
    private static String burst(int items) throws InterruptedException {
        String job = "burst-" + UUID.randomUUID();
        caller.publish(job, "burst", "{\"items\":" + items + ",\"run\":\"" + job + "\"}");
        return job;
    }

    private static Map<Cluster.Service, Double> answersOfEachWorker() throws Exception {
        Map<Cluster.Service, Double> answers = new HashMap<>();
        for (Cluster.Service worker : cluster.workers()) {
            answers.put(worker, cluster.metric(worker, "gen_ai_client_operation_duration_seconds_count"));
        }
        return answers;
    }

    private static Map<String, Long> callsPerItem() {
        return cluster.simulator().stats().calls().stream()
                .filter(call -> call.schemaName().equals("burst--part"))
                .collect(Collectors.groupingBy(ProcessesIT::itemOf, Collectors.counting()));
    }

    /** Item ids are alike in every job; prompts are not. */
    private static String itemOf(Stats.OneCall call) {
        return call.item() + " " + call.promptHash();
    }
}
