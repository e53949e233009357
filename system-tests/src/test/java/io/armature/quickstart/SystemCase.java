package io.armature.quickstart;

import io.armature.simulator.Faults;
import io.armature.simulator.Latency;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.ExtendWith;

/** What is tested on the whole system, with models that are well behaved unless a test says otherwise. */
@ExtendWith(SharedCluster.class)
abstract class SystemCase {
    static Cluster cluster;
    static Caller caller;

    @BeforeAll
    static void start(Cluster shared) {
        cluster = shared;
        caller = new Caller(shared);
    }

    @AfterAll
    static void stop() {
        caller.close();
    }

    @BeforeEach
    void wellBehaved() {
        cluster.models(Map.of("*", latency(20)));
    }

    static Faults latency(long millis) {
        return Faults.NONE.withLatency(Latency.ofMillis(millis));
    }
}
