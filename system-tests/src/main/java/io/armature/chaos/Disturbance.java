package io.armature.chaos;

import io.armature.simulator.Fault;
import java.time.Duration;

/** Something bad that happens to the running system. */
sealed interface Disturbance {
    /** A service, or the broker, is killed with SIGKILL, and started again at once. */
    record Kill(Victim victim) implements Disturbance {}

    /** A service stands still (SIGSTOP), and goes on after. */
    record Freeze(Victim victim, Duration length) implements Disturbance {}

    /** Nobody answers at the registry's address; then it is started again. */
    record RegistryAway(Duration length) implements Disturbance {}

    /** Calls of the cheap model go wrong so, by this chance, for a while. */
    record BadProvider(Fault fault, double chance, Duration length) implements Disturbance {}

    /** The cheap model is not there at all. */
    record Outage(Duration length) implements Disturbance {}

    /** From now on so many workers run; those that go, go in order. */
    record Scale(int workers) implements Disturbance {}

    /**
     * Nothing is left on the disk of the assembler's state for a while.
     *
     * @param killed whether the assembler is killed just then, so that it has to start there
     */
    record FullDisk(boolean killed, Duration length) implements Disturbance {}

    /**
     * A service is killed, and runs by a clock that is wrong; after a while the same again, with the right one.
     *
     * @param by below zero: it is slow
     */
    record WrongClock(Victim victim, Duration by, Duration length) implements Disturbance {}

    /** What can be killed or frozen; of the workers, the one with this place, counted around. */
    record Victim(Kind kind, int place) {
        enum Kind {
            PLANNER,
            ASSEMBLER,
            WORKER,
            BROKER
        }

        @Override
        public String toString() {
            return kind == Kind.WORKER ? "worker " + place : kind.toString().toLowerCase(java.util.Locale.ROOT);
        }
    }
}
