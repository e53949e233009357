package io.armature.simulator;

import io.armature.simulator.writing.Ask;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;

/**
 * How one call will go, decided before it goes.
 *
 * @param fault what goes wrong with the whole; empty when nothing does
 * @param ofMembers what goes wrong with each of several items that are asked for together; empty for one item
 * @param latency how long the answer takes
 */
record Course(Optional<Fault> fault, List<Optional<Fault>> ofMembers, Duration latency) {
    /** What goes wrong with one of several items as often as with one by itself. */
    private static final Set<Fault> OF_ONE = Set.of(Fault.SCHEMA, Fault.RULE, Fault.REPEATS);

    Course {
        ofMembers = List.copyOf(ofMembers);
    }

    static Course of(ChatRequest request, SimulatorSettings settings, RandomGenerator luck) {
        Faults faults = settings.of(request.model());
        List<String> items = request.items(settings.seed());
        // Both are always drawn, so that a poisoned item does not shift the draws of what follows.
        Optional<Fault> drawn = faults.drawn(luck.nextDouble(), items.size());
        Ask ask = request.ask();
        if (ask.isGroup()) {
            List<Ask> members = ask.members();
            Duration latency = faults.latencyOf(members.getFirst().schemaName()).draw(luck);
            return new Course(
                    drawn.filter(fault -> !OF_ONE.contains(fault)),
                    members.stream()
                            .map(member -> ofMember(member, settings, faults, luck.nextDouble()))
                            .toList(),
                    latency);
        }
        Duration latency = faults.latencyOf(ask.schemaName()).draw(luck);
        boolean poisoned =
                Stream.concat(Stream.of(request.item()), items.stream()).anyMatch(settings.poison()::contains)
                        || faults.poisons(request.item(), ask.prompt())
                        || items.stream().anyMatch(faults.poison()::contains);
        return new Course(poisoned ? Optional.of(faults.poisonAs()) : drawn, List.of(), latency);
    }

    /** What goes wrong with the first member that something goes wrong with. */
    Optional<Fault> ofSomeMember() {
        return ofMembers.stream().flatMap(Optional::stream).findFirst();
    }

    private static Optional<Fault> ofMember(Ask member, SimulatorSettings settings, Faults faults, double draw) {
        boolean poisoned = settings.poison().contains(member.item())
                || faults.poisons(member.item(), member.spec().toString());
        return poisoned
                ? Optional.of(faults.poisonAs())
                : faults.drawn(draw, 1).filter(OF_ONE::contains).filter(fault -> fault != Fault.REPEATS);
    }
}
