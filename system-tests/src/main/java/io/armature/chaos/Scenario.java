package io.armature.chaos;

import io.armature.chaos.Disturbance.Victim;
import io.armature.chaos.Disturbance.Victim.Kind;
import io.armature.simulator.Fault;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * What happens when, drawn from a seed: the same seed and sizes give the same scenario again.
 *
 * @param steps in order
 */
record Scenario(long seed, List<Step> steps) {
    /**
     * One step: so many plans are submitted, so many model calls begin, some time passes, something happens.
     *
     * @param jobs plans submitted at its beginning
     * @param calls model calls that are to have come since then, of whichever plans: what happens is to hit a system at
     *     work
     * @param pause less than a call takes, after the last of them
     */
    record Step(int jobs, int calls, Duration pause, Disturbance disturbance) {}

    private static final List<Fault> FAULTS = List.of(
            Fault.HANG, Fault.ERROR, Fault.DROPPED, Fault.MALFORMED, Fault.SCHEMA, Fault.THROTTLED, Fault.PROSE);
    /** Of ten kills five hit a worker, two the planner, two the assembler, one the broker. */
    private static final List<Kind> VICTIMS = List.of(
            Kind.WORKER,
            Kind.WORKER,
            Kind.WORKER,
            Kind.WORKER,
            Kind.WORKER,
            Kind.PLANNER,
            Kind.PLANNER,
            Kind.ASSEMBLER,
            Kind.ASSEMBLER,
            Kind.BROKER);

    /** The broker keeps the right time: by it is told what was recorded when. */
    private static final List<Kind> CLOCKS = List.of(Kind.WORKER, Kind.WORKER, Kind.PLANNER, Kind.ASSEMBLER);

    private static final int KILLS_PER_RARE_ONE = 20;

    /**
     * Of the eleven calls that a plan takes: its skeleton, eight items, and two more of the one for the strong model.
     */
    private static final int MOST_CALLS_PER_PLAN = 10;

    Scenario {
        steps = List.copyOf(steps);
    }

    /**
     * Kills, with other disturbances between them, and the jobs spread over all steps. Every scenario scales from one
     * worker to three and back, has the assembler's disk full once at least, and a service's clock wrong.
     *
     * @param kills 1 to 1,000
     * @param jobs 1 to 10,000
     */
    static Scenario of(long seed, int kills, int jobs) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Disturbance> disturbances = new ArrayList<>();
        for (int kill = 0; kill < kills; kill++) {
            disturbances.add(new Disturbance.Kill(victim(random)));
            if (random.nextInt(3) == 0) {
                disturbances.add(other(random));
            }
        }
        disturbances.add(random.nextInt(disturbances.size() + 1), new Disturbance.Scale(3));
        disturbances.add(new Disturbance.Scale(1));
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < disturbances.size(); i++) {
            int from = jobs * i / disturbances.size();
            int to = jobs * (i + 1) / disturbances.size();
            int calls = to == from ? 0 : random.nextInt(1, (to - from) * MOST_CALLS_PER_PLAN + 1);
            steps.add(new Step(to - from, calls, millis(random, 0, 300), disturbances.get(i)));
        }
        return new Scenario(seed, withRareOnes(seed, kills, steps));
    }

    /**
     * Full disks and wrong clocks came later than the rest. They are drawn from a source of their own and bring no
     * jobs, so that everything else of a seed is as it always was.
     */
    private static List<Step> withRareOnes(long seed, int kills, List<Step> others) {
        SplittableRandom random = new SplittableRandom(~seed);
        List<Step> steps = new ArrayList<>(others);
        for (int i = 0; i < Math.max(1, kills / KILLS_PER_RARE_ONE); i++) {
            List<Disturbance> rare = List.of(
                    new Disturbance.FullDisk(random.nextBoolean(), millis(random, 2_000, 15_000)),
                    new Disturbance.WrongClock(
                            new Victim(CLOCKS.get(random.nextInt(CLOCKS.size())), random.nextInt(3)),
                            Duration.ofSeconds((random.nextBoolean() ? 1 : -1) * random.nextInt(60, 301)),
                            millis(random, 5_000, 30_000)));
            for (Disturbance one : rare) {
                // Never after the last, which leaves one worker.
                steps.add(random.nextInt(steps.size()), new Step(0, 0, millis(random, 0, 300), one));
            }
        }
        return steps;
    }

    long kills() {
        return steps.stream()
                .filter(step -> step.disturbance() instanceof Disturbance.Kill)
                .count();
    }

    /** Whether the assembler's disk is full in it. */
    boolean fillsDisks() {
        return steps.stream().anyMatch(step -> step.disturbance() instanceof Disturbance.FullDisk);
    }

    private static Disturbance other(SplittableRandom random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Disturbance.Freeze(victim(random), millis(random, 500, 15_000));
            case 1 -> new Disturbance.RegistryAway(millis(random, 1_000, 20_000));
            case 2 -> new Disturbance.Outage(millis(random, 500, 5_000));
            default ->
                new Disturbance.BadProvider(
                        FAULTS.get(random.nextInt(FAULTS.size())),
                        0.2 + 0.6 * random.nextDouble(),
                        millis(random, 500, 5_000));
        };
    }

    private static Victim victim(SplittableRandom random) {
        return new Victim(VICTIMS.get(random.nextInt(VICTIMS.size())), random.nextInt(3));
    }

    private static Duration millis(SplittableRandom random, int least, int most) {
        return Duration.ofMillis(random.nextInt(least, most));
    }
}
