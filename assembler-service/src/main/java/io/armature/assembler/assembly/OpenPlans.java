package io.armature.assembler.assembly;

import java.util.concurrent.atomic.AtomicInteger;

/** How many plans of one partition have a request and no end yet, as a part of what this process keeps. */
final class OpenPlans {
    private final AtomicInteger ofProcess;
    private int ofPartition;

    OpenPlans(AtomicInteger ofProcess, int ofPartition) {
        this.ofProcess = ofProcess;
        this.ofPartition = ofPartition;
        ofProcess.addAndGet(ofPartition);
    }

    void opened() {
        ofPartition++;
        ofProcess.incrementAndGet();
    }

    void closed() {
        ofPartition--;
        ofProcess.decrementAndGet();
    }

    /** The partition has gone to another process, or its work since the last commit is taken back. */
    void leave() {
        ofProcess.addAndGet(-ofPartition);
        ofPartition = 0;
    }
}
