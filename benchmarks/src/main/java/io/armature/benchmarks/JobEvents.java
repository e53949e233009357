package io.armature.benchmarks;

import io.armature.cluster.TopicWatch.Seen;
import io.armature.topics.Topic;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;

/** All events of one job that ended complete. */
record JobEvents(List<Seen> all) {
    JobEvents {
        all = List.copyOf(all);
    }

    List<Seen> on(Topic topic) {
        return all.stream().filter(seen -> seen.topic() == topic).toList();
    }

    Instant first(Topic topic, Function<Seen, Instant> time) {
        return on(topic).stream().map(time).min(Instant::compareTo).orElseThrow();
    }

    Instant last(Topic topic, Function<Seen, Instant> time) {
        return on(topic).stream().map(time).max(Instant::compareTo).orElseThrow();
    }
}
