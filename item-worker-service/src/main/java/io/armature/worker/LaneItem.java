package io.armature.worker;

import io.armature.backbone.AttemptEvents;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.events.Attempt;
import io.armature.events.ItemEscalated;
import io.armature.events.ItemRequested;
import io.armature.generation.Assignment;
import io.armature.generation.PaidAnswers;
import java.math.BigDecimal;
import java.util.List;
import java.util.Optional;
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
 * @param headers of the event it came with
 * @param answers paid for already on this tier, and where further ones are kept
 */
record LaneItem(
        ItemRequested request,
        int tier,
        List<Attempt> earlier,
        List<Reason> because,
        Optional<String> lastAnswer,
        Headers headers,
        PaidAnswers answers) {
    private static final JsonMapper JSON = JsonMapper.shared();

    LaneItem {
        earlier = List.copyOf(earlier);
        because = List.copyOf(because);
    }

    static LaneItem requested(ItemRequested request, Headers headers, PaidAnswers answers) {
        return new LaneItem(request, 0, List.of(), List.of(), Optional.empty(), headers, answers);
    }

    static LaneItem escalated(ItemEscalated item, Headers headers, PaidAnswers answers) {
        return new LaneItem(
                item.getRequest(),
                item.getTier(),
                item.getAttempts(),
                AttemptEvents.fromEvents(item.getReasons()),
                Optional.ofNullable(item.getLastAnswer()),
                headers,
                answers);
    }

    /**
     * What to generate, with the money that is left after the earlier attempts.
     *
     * @throws IllegalArgumentException when the stage has no such tier
     * @throws tools.jackson.core.JacksonException when input, header or spec are not JSON
     */
    Assignment on(Stage stage) {
        if (tier < 0 || tier >= stage.tiers().size()) {
            throw new IllegalArgumentException("there is no tier " + tier + " of " + stage.name() + ", which has "
                    + stage.tiers().size());
        }
        return new Assignment(
                stage,
                Variables.forItem(
                        JSON.readTree(request.getInput()),
                        JSON.readTree(request.getHeader()),
                        JSON.readTree(request.getSpec())),
                tier,
                lastAnswer.map(answer -> new Assignment.BadAnswer(answer, because)),
                Optional.ofNullable(request.getMaxCost()).map(most -> most.subtract(spent())),
                request.getDeadline(),
                answers);
    }

    private BigDecimal spent() {
        return earlier.stream().map(Attempt::getCost).reduce(BigDecimal.ZERO, BigDecimal::add);
    }
}
