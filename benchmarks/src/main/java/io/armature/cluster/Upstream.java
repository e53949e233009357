package io.armature.cluster;

import io.armature.events.Mode;
import io.armature.events.Outcome;
import io.armature.events.PlanCompleted;
import io.armature.topics.Topic;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A service that publishes requests for plans and waits for their ends, all over the topics. */
public final class Upstream implements AutoCloseable {
    private static final Duration LONGEST = Duration.ofMinutes(25);

    private final Requests requests;
    private final TopicWatch watch;

    /** @param watched topics to see beside that of the ends */
    public Upstream(Map<String, Object> kafka, Set<Topic> watched) {
        requests = new Requests(kafka);
        watch = new TopicWatch(kafka, watched);
    }

    /** What was asked for, and how it went. */
    public record Batch(List<String> jobs, Instant sent, Instant ended, List<TopicWatch.Seen> ends) {
        public double millis() {
            return Duration.between(sent, ended).toNanos() / 1e6;
        }
    }

    public TopicWatch watch() {
        return watch;
    }

    /** Submits a plan of {@code burst} for each input, and gives their job ids. */
    public List<String> submit(List<String> inputs) {
        return requests.submit(inputs);
    }

    /** Submits a plan of a blueprint for each input, and gives their job ids. */
    public List<String> submit(String blueprint, List<String> inputs) {
        return requests.submit(blueprint, inputs);
    }

    /** Submits a plan of a blueprint for each input, made in this way, and gives their job ids. */
    public List<String> submit(String blueprint, Mode mode, List<String> inputs) {
        return requests.submit(blueprint, mode, inputs);
    }

    /** Submits so many plans of so many items; each is told apart from all others by its input. */
    public List<String> submit(int jobs, int items) {
        return requests.submit(jobs, items);
    }

    /** Submits, and waits for all to end; the time runs from before the first is sent to when the last end is seen. */
    public Batch run(int jobs, int items) throws InterruptedException {
        Instant sent = Instant.now();
        return await(submit(jobs, items), sent);
    }

    /** Waits for these to end, and checks that each is complete. */
    public Batch await(List<String> jobs, Instant sent) throws InterruptedException {
        Batch batch = awaitAnyEnd(jobs, sent);
        batch.ends().forEach(Upstream::mustBeComplete);
        return batch;
    }

    /** Waits for these to end in whatever way. */
    public Batch awaitAnyEnd(List<String> jobs, Instant sent) throws InterruptedException {
        requests.awaitPublished();
        watch.awaitEnd(jobs, LONGEST);
        List<TopicWatch.Seen> ends = jobs.stream().map(watch::end).toList();
        Instant last =
                ends.stream().map(TopicWatch.Seen::seen).max(Instant::compareTo).orElseThrow();
        return new Batch(jobs, sent, last, ends);
    }

    private static void mustBeComplete(TopicWatch.Seen end) {
        PlanCompleted plan = (PlanCompleted) end.event();
        if (plan.getOutcome() != Outcome.COMPLETE) {
            throw new IllegalStateException("job " + plan.getJobId() + " ended " + plan.getOutcome()
                    + ", so its time says nothing: " + plan.getReasons());
        }
    }

    @Override
    public void close() {
        watch.close();
        requests.close();
    }
}
