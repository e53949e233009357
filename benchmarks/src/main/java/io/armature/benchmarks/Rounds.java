package io.armature.benchmarks;

import java.time.Duration;

/**
 * How often things are measured.
 *
 * @param jobs jobs of 20 items in a saturated round
 * @param warmUp saturated rounds before those that count
 * @param saturated saturated rounds
 * @param load rounds of many jobs with real latencies
 * @param growth items in each step of growing jobs; also those of the largest
 * @param oneJob runs of one job alone
 * @param kills rounds in which one of three workers is killed; 0 leaves the row out, and the one job has one worker
 * @param starts starts of the embedded default; 0 leaves the row out
 * @param hotPath how long each hot path warms up, and how long it is measured
 */
record Rounds(
        int jobs,
        int warmUp,
        int saturated,
        int load,
        int growth,
        int oneJob,
        int kills,
        int starts,
        Duration hotPath) {
    /** Figures to publish: of services that have run for some 200,000 items, so that little is left to compile. */
    static final Rounds FULL = new Rounds(200, 50, 7, 5, 5_000, 25, 5, 5, Duration.ofSeconds(5));
    /** Less than three minutes on an idle machine: says whether something broke, not what to publish. */
    static final Rounds QUICK = new Rounds(100, 3, 2, 1, 1_000, 5, 0, 0, Duration.ofSeconds(1));

    Rounds warmedUpBy(int rounds) {
        return rounds > 0 ? new Rounds(jobs, rounds, saturated, load, growth, oneJob, kills, starts, hotPath) : this;
    }
}
