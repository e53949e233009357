package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.backbone.answers.KeptAnswers;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.events.Attempt;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemMate;
import io.armature.events.ItemRequested;
import io.armature.generation.Assignment;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Headers;
import tools.jackson.databind.json.JsonMapper;

/**
 * An item as a lane brings it.
 *
 * @param request what is wanted
 * @param tier the tier to work on, from 0
 * @param earlier attempts on lower tiers
 * @param because why it left the tier before; empty on the first
 * @param lastAnswer the last bad answer, as it came
 * @param record it came with
 * @param kept what was paid for, and published, when the record was handled before
 * @param part its id where the record asks for several items; {@link KeptAnswers#WHOLE} where it asks for one
 * @param triesMade tries on this tier that a call for several items was
 */
record LaneItem(
        ItemRequested request,
        int tier,
        List<Attempt> earlier,
        List<Reason> because,
        Optional<String> lastAnswer,
        ConsumerRecord<?, ?> record,
        KeptAnswers kept,
        String part,
        int triesMade) {
    private static final JsonMapper JSON = JsonMapper.shared();

    LaneItem {
        earlier = List.copyOf(earlier);
        because = List.copyOf(because);
    }

    static LaneItem requested(ConsumerRecord<?, ItemRequested> record, KeptAnswers kept) {
        return new LaneItem(
                record.value(), 0, List.of(), List.of(), Optional.empty(), record, kept, KeptAnswers.WHOLE, 0);
    }

    static LaneItem escalated(ConsumerRecord<?, ItemEscalated> record, KeptAnswers kept) {
        ItemEscalated item = record.value();
        return new LaneItem(
                alone(item.getRequest()),
                item.getTier(),
                item.getAttempts(),
                AttemptEvents.fromEvents(item.getReasons()),
                Optional.ofNullable(item.getLastAnswer()),
                record,
                kept,
                KeptAnswers.WHOLE,
                0);
    }

    /** Whether it stands for several items that are asked for in one call. */
    boolean isGroup() {
        return !request.getMates().isEmpty();
    }

    /** The items that the record asks for, each as it would be asked for by itself. */
    List<LaneItem> members() {
        if (!isGroup()) {
            return List.of(this);
        }
        ItemRequested first = alone(request);
        List<LaneItem> members = new ArrayList<>(List.of(member(first)));
        for (ItemMate mate : request.getMates()) {
            members.add(member(ItemRequested.newBuilder(first)
                    .setItemId(mate.getItemId())
                    .setSpec(mate.getSpec())
                    .setCandidates(mate.getCandidates())
                    .build()));
        }
        return List.copyOf(members);
    }

    private static ItemRequested alone(ItemRequested request) {
        return request.getMates().isEmpty()
                ? request
                : ItemRequested.newBuilder(request).setMates(List.of()).build();
    }

    private LaneItem member(ItemRequested one) {
        return new LaneItem(one, tier, List.of(), List.of(), Optional.empty(), record, kept, one.getItemId(), 0);
    }

    /** The same after its part of a call for several items. */
    LaneItem after(List<Attempt> shares) {
        return new LaneItem(request, tier, shares, because, lastAnswer, record, kept, part, triesMade);
    }

    /** The same, to be asked again by itself. */
    LaneItem rejected(String answer, List<Reason> reasons) {
        return new LaneItem(request, tier, earlier, reasons, Optional.of(answer), record, kept, part, 1);
    }

    Headers headers() {
        return record.headers();
    }

    /** Whether the item was handed to the next tier when its record was handled before. */
    boolean isHandedOn() throws InterruptedException {
        return kept.isFinished(record, request.getJobId(), part);
    }

    /** To be published together with the escalation, so that it is not published again. */
    ProducerRecord<String, SpecificRecord> handedOn() {
        return kept.finished(record, request.getJobId(), part);
    }

    /**
     * What to generate, with the money that is left after the earlier attempts.
     *
     * @throws IllegalArgumentException when the stage has no such tier
     * @throws tools.jackson.core.JacksonException when input, header, spec or results are not JSON
     */
    Assignment on(Stage stage) throws InterruptedException {
        if (tier < 0 || tier >= stage.tiers().size()) {
            throw new IllegalArgumentException("there is no tier " + tier + " of " + stage.name() + ", which has "
                    + stage.tiers().size());
        }
        return new Assignment(
                stage,
                variables(),
                tier,
                lastAnswer
                        .map(answer -> new Assignment.BadAnswer(shown(answer), because))
                        .or(this::toMend),
                Optional.ofNullable(request.getMaxCost()).map(most -> most.subtract(spent())),
                request.getDeadline(),
                kept.of(record, request.getJobId(), part),
                triesMade);
    }

    /**
     * What prompts and rules of it see.
     *
     * @throws tools.jackson.core.JacksonException when input, header, spec or results are not JSON
     */
    Variables variables() {
        Variables variables = Variables.forItem(
                JSON.readTree(request.getInput()),
                JSON.readTree(request.getHeader()),
                JSON.readTree(request.getSpec()),
                JSON.readTree(Objects.requireNonNullElse(request.getResults(), "[]")));
        Variables dealt =
                request.getCandidates() == null ? variables : variables.offered(JSON.readTree(request.getCandidates()));
        return dealt.avoiding(avoid());
    }

    /** Content that was accepted by itself, and does not go with the other items: as if it had been a bad answer. */
    private Optional<Assignment.BadAnswer> toMend() {
        return Optional.ofNullable(request.getRepair())
                .map(repair -> new Assignment.BadAnswer(Optional.of(repair.getContent()), avoid()));
    }

    /** Only to the model that gave it, in a call for several; another starts afresh, told the faults. */
    private Optional<String> shown(String answer) {
        return triesMade > 0 ? Optional.of(answer) : Optional.empty();
    }

    private List<Reason> avoid() {
        return request.getRepair() == null
                ? List.of()
                : AttemptEvents.fromEvents(request.getRepair().getReasons());
    }

    private BigDecimal spent() {
        return earlier.stream().map(Attempt::getCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
