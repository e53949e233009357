package io.armature.planner.submission;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.events.Mode;
import io.armature.generation.estimate.Estimate;
import io.armature.generation.estimate.Figures;
import io.armature.models.ModelsSettings;
import io.armature.planner.PlannerSettings;
import io.armature.planner.intake.RequestCheck;
import io.armature.planner.planning.RecentSkeletons;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** {@code POST /plans/estimate}: calls, tokens, money and time of a request, told without calling a model. */
@RestController
class EstimateController {
    private static final int MONEY_DECIMALS = 6;
    /** Any that is well formed: an estimate is of no job. */
    private static final String NO_JOB = "estimate";

    private final RequestCheck check;
    private final RecentSkeletons recent;
    private final ModelsSettings models;
    private final PlannerSettings settings;

    EstimateController(RequestCheck check, RecentSkeletons recent, ModelsSettings models, PlannerSettings settings) {
        this.check = check;
        this.recent = recent;
        this.models = models;
        this.settings = settings;
    }

    @PostMapping(path = "/plans/estimate", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<?> estimate(
            HttpServletRequest http,
            @RequestHeader(name = "Content-Encoding", required = false) @Nullable String encoding)
            throws IOException {
        if (encoding != null && !encoding.equalsIgnoreCase("identity")) {
            return ResponseEntity.of(Problems.encoded()).build();
        }
        int most = Math.toIntExact(settings.mostRequest().toBytes());
        return switch (SubmissionBody.read(http.getInputStream(), http.getContentLengthLong(), most)) {
            case SubmissionBody.TooLarge tooLarge ->
                ResponseEntity.of(Problems.tooLarge(tooLarge)).build();
            case SubmissionBody.NotJson notJson ->
                ResponseEntity.of(Problems.notJson(notJson)).build();
            case SubmissionBody.Json(JsonNode body) -> estimate(body);
        };
    }

    private ResponseEntity<?> estimate(JsonNode body) {
        JsonNode request = body.deepCopy();
        Optional<JsonNode> given = request instanceof ObjectNode object
                ? Optional.ofNullable(object.remove("skeleton"))
                : Optional.empty();
        List<Reason> faults = new ArrayList<>();
        SubmittedPlan plan = SubmittedPlan.of(request, faults);
        return switch (check.check(plan.asked(NO_JOB))) {
            case RequestCheck.Checked.Bad(List<Reason> reasons) -> {
                reasons.stream()
                        .filter(reason -> faults.stream()
                                .noneMatch(fault -> fault.pointer().equals(reason.pointer())))
                        .forEach(faults::add);
                yield refused(faults);
            }
            case RequestCheck.Checked.Good(Blueprint blueprint) ->
                faults.isEmpty()
                        ? estimate(blueprint, plan, JsonMapper.shared().readTree(plan.input()), given)
                        : refused(faults);
        };
    }

    private ResponseEntity<?> estimate(
            Blueprint blueprint, SubmittedPlan plan, JsonNode input, Optional<JsonNode> given) {
        UnaryOperator<Stage> wished = stage -> stage.with(plan.model(), plan.fast());
        if (plan.mode() == Mode.SINGLE_CALL) {
            return told(
                    blueprint,
                    plan.mode(),
                    Map.of(),
                    Estimate.ofSingle(wished.apply(blueprint.single().orElseThrow()), input, models));
        }
        List<Reason> faults =
                given.map(skeleton -> broken(blueprint, input, skeleton)).orElse(List.of());
        Optional<JsonNode> skeleton = given.or(() -> recent.nearest(blueprint, input));
        if (!faults.isEmpty()) {
            return refused(faults);
        }
        if (skeleton.isEmpty()) {
            return refused(List.of(new Reason(
                    "skeleton",
                    "/skeleton",
                    "how many items there will be is not known: no plan of '" + blueprint.id() + "' in this version was"
                            + " planned by this process yet. Send a skeleton that such a plan may have, or ask for the"
                            + " mode single-call")));
        }
        Map<String, Object> basis = new LinkedHashMap<>();
        basis.put("items", blueprint.items(skeleton.get()).size());
        basis.put("skeleton", given.isPresent() ? "given" : "of the plan most like it that was planned here lately");
        return told(blueprint, Mode.TWO_PHASE, basis, Estimate.of(blueprint, input, skeleton.get(), models, wished));
    }

    private static List<Reason> broken(Blueprint blueprint, JsonNode input, JsonNode skeleton) {
        return switch (blueprint.skeleton().judge(skeleton.toString(), Variables.forSkeleton(input))) {
            case Verdict.Accepted accepted -> List.of();
            case Verdict.Rejected(List<Reason> reasons) ->
                reasons.stream()
                        .map(reason -> new Reason(reason.code(), "/skeleton" + reason.pointer(), reason.message()))
                        .toList();
            case Verdict.CutOff cutOff ->
                List.of(new Reason("skeleton", "/skeleton", "the skeleton must be a JSON object or list"));
        };
    }

    private static ResponseEntity<?> told(
            Blueprint blueprint, Mode mode, Map<String, Object> basis, Estimate estimate) {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("blueprint", blueprint.id());
        answer.put("version", blueprint.version());
        answer.put("mode", mode == Mode.SINGLE_CALL ? "single-call" : "two-phase");
        answer.putAll(basis);
        answer.put("low", figures(estimate.low()));
        answer.put("expected", figures(estimate.expected()));
        answer.put("high", figures(estimate.high()));
        return ResponseEntity.ok(answer);
    }

    private static Map<String, Object> figures(Figures figures) {
        Map<String, Object> told = new LinkedHashMap<>();
        told.put("calls", Math.round(figures.calls() * 10) / 10.0);
        told.put("promptTokens", Math.round(figures.promptTokens()));
        told.put("completionTokens", Math.round(figures.completionTokens()));
        told.put(
                "cost",
                figures.cost().setScale(MONEY_DECIMALS, RoundingMode.HALF_UP).toPlainString());
        told.put("elapsedMs", figures.time().toMillis());
        return told;
    }

    private static ResponseEntity<?> refused(List<Reason> faults) {
        return ResponseEntity.of(Problems.badRequest(faults)).build();
    }
}
