package io.armature.planner.intake;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.planner.KnownModels;
import io.armature.planner.ServedBlueprints;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import tools.jackson.core.JacksonException;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.StreamReadFeature;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Everything that can be wrong with a request, found before any model is called. */
@Component
public class RequestCheck {
    /** Longest input, in characters. */
    public static final int MOST_INPUT = 256 * 1024;

    /** Longest name of a tenant, in characters: it goes into a header of every event of the plan. */
    static final int MOST_TENANT = 128;

    private static final int MOST_REASONS = 100;
    private static final int MOST_MESSAGE = 2_000;
    private static final BigDecimal LEAST_COST = new BigDecimal("0.000001");
    /** Most that a plan's budget may be, US dollars: what is more is a slip, and would not fit the event. */
    private static final BigDecimal MOST_COST = BigDecimal.valueOf(1_000_000);

    private static final Pattern JOB_ID = Pattern.compile("[A-Za-z0-9._-]{1,128}");
    private static final int MOST_DEPTH = 50;
    private static final String HALF = "holds half of a surrogate pair, which is no character; send the whole pair";
    private static final JsonMapper STRICT = JsonMapper.builder(JsonFactory.builder()
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(MOST_DEPTH)
                            .maxNumberLength(40)
                            .build())
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .build())
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .build();

    private final ServedBlueprints blueprints;
    private final KnownModels models;

    RequestCheck(ServedBlueprints blueprints, KnownModels models) {
        this.blueprints = blueprints;
        this.models = models;
    }

    /**
     * What a request asks for.
     *
     * @param blueprint id of a blueprint
     * @param input JSON text
     * @param tenant on whose behalf
     * @param maxCost most it may cost, US dollars
     * @param singleCall whether it names the mode of a single call
     * @param model name of the model to ask first; null for the blueprint's own
     */
    public record Asked(
            String jobId,
            String blueprint,
            String input,
            @Nullable String tenant,
            @Nullable BigDecimal maxCost,
            boolean singleCall,
            @Nullable String model) {}

    /** What checking says of a request. */
    public sealed interface Checked {
        /** Nothing is wrong. */
        record Good(Blueprint blueprint) implements Checked {}

        /** Every reason why it cannot be served. */
        record Bad(List<Reason> reasons) implements Checked {}
    }

    /** Checks a request. */
    public Checked check(Asked asked) {
        BigDecimal maxCost = asked.maxCost();
        String tenant = asked.tenant();
        List<Reason> reasons = new ArrayList<>();
        if (!JOB_ID.matcher(asked.jobId()).matches()) {
            reasons.add(new Reason(
                    "job-id", "/jobId", "the jobId must be 1 to 128 letters, digits, dots, hyphens or underscores"));
        }
        if (maxCost != null && (maxCost.compareTo(LEAST_COST) < 0 || maxCost.compareTo(MOST_COST) > 0)) {
            reasons.add(new Reason(
                    "max-cost", "/maxCost", "maxCost must be 0.000001 to 1000000 dollars, or left out for no limit"));
        }
        if (tenant != null && (tenant.isBlank() || tenant.length() > MOST_TENANT)) {
            reasons.add(new Reason(
                    "tenant", "/tenant", "the tenant must have 1 to " + MOST_TENANT + " characters, or be left out"));
        }
        if (tenant != null && hasHalfACharacter(tenant)) {
            reasons.add(new Reason("tenant", "/tenant", "the tenant " + HALF));
        }
        if (asked.model() != null && !models.names().contains(asked.model())) {
            reasons.add(new Reason(
                    "model",
                    "/model",
                    "there is no model '" + shortened(asked.model(), 80) + "' in the catalogue; there are "
                            + models.names()));
        }
        Optional<Blueprint> blueprint = blueprints.find(asked.blueprint());
        if (asked.singleCall()
                && blueprint.isPresent()
                && blueprint.get().single().isEmpty()) {
            reasons.add(new Reason(
                    "mode",
                    "/mode",
                    "the blueprint '" + asked.blueprint() + "' cannot be made by a single call; leave the mode out"));
        }
        if (blueprint.isEmpty()) {
            reasons.add(new Reason(
                    "blueprint",
                    "/blueprint",
                    "there is no blueprint '" + shortened(asked.blueprint(), 80) + "'; there are "
                            + blueprints.all().stream().map(Blueprint::id).toList()));
        }
        String input = asked.input();
        if (input.length() > MOST_INPUT) {
            reasons.add(new Reason(
                    "too-large", "/input", "the input has " + input.length() + " characters; at most " + MOST_INPUT));
        } else {
            blueprint.ifPresent(known -> reasons.addAll(checkInput(known, input)));
        }
        return reasons.isEmpty() ? new Checked.Good(blueprint.orElseThrow()) : new Checked.Bad(reasons);
    }

    private static List<Reason> checkInput(Blueprint blueprint, String input) {
        try {
            JsonNode read = STRICT.readTree(input);
            if (hasHalfACharacter(read.toString())) {
                return List.of(new Reason("text", "/input", "a text of the input " + HALF));
            }
            List<Reason> reasons = blueprint.checkInput(read);
            return reasons.stream()
                    // A list of a hundred thousand faults helps nobody, and would not fit into a record.
                    .limit(MOST_REASONS)
                    .map(reason -> new Reason(
                            reason.code(), "/input" + reason.pointer(), shortened(reason.message(), MOST_MESSAGE)))
                    .toList();
        } catch (NumberFormatException e) {
            return List.of(new Reason("json", "/input", "a number of the input has an exponent that is too large"));
        } catch (JacksonException e) {
            return List.of(new Reason("json", "/input", "the input is not JSON: " + e.getOriginalMessage()));
        }
    }

    /** An event could not hold it: it would arrive as a question mark. */
    private static boolean hasHalfACharacter(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i))) {
                if (!Character.isSurrogatePair(text.charAt(i), i + 1 < text.length() ? text.charAt(i + 1) : ' ')) {
                    return true;
                }
                i++;
            }
        }
        return false;
    }

    private static String shortened(String text, int most) {
        return text.length() <= most ? text : text.substring(0, most) + "…";
    }
}
