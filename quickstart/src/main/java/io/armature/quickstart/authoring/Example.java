package io.armature.quickstart.authoring;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Prompt;
import io.armature.blueprints.Reason;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.quickstart.Complaint;
import io.armature.simulator.writing.Ask;
import io.armature.simulator.writing.Content;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.MissingNode;

/** The request that a blueprint is tried with, and a skeleton for it. */
final class Example {
    @Option(
            names = "--request",
            required = true,
            paramLabel = "FILE",
            description = "a request as for ./armature submit, or its input alone")
    private String request = "";

    @Option(
            names = "--skeleton",
            paramLabel = "FILE",
            description = "a skeleton, as a model would answer; without it the simulator invents one")
    private @Nullable String skeleton;

    /**
     * The input.
     *
     * @throws Complaint when it cannot be read, or is none that the blueprint takes
     */
    JsonNode input(Blueprint blueprint) throws Complaint {
        JsonNode whole = json(request);
        JsonNode input =
                whole.path("blueprint").isString() && whole.path("input").isObject() ? whole.path("input") : whole;
        List<Reason> faults = blueprint.checkInput(input);
        if (!faults.isEmpty()) {
            throw Complaint.rejected(request + " is no input of " + blueprint.id() + ":" + lines(faults));
        }
        return input;
    }

    /**
     * The skeleton.
     *
     * @param tell is told where it comes from
     * @throws Complaint when the one given cannot be read, or breaks the blueprint's rules
     */
    JsonNode skeleton(Blueprint blueprint, JsonNode input, java.util.function.Consumer<String> tell) throws Complaint {
        Stage stage = blueprint.skeleton();
        Variables variables = Variables.forSkeleton(input);
        JsonNode found = skeleton == null ? invented(stage, variables) : json(skeleton);
        return switch (stage.judge(found.toString(), variables)) {
            case Verdict.Accepted(JsonNode content) -> {
                tell.accept(
                        skeleton == null ? "The skeleton is invented by the simulator." : "The skeleton: " + skeleton);
                yield content;
            }
            case Verdict.Rejected(List<Reason> reasons) ->
                throw Complaint.rejected((skeleton == null
                                ? "The simulator's invented skeleton does not hold the blueprint's rules; give one"
                                        + " with --skeleton FILE:"
                                : skeleton + " does not hold the blueprint's rules:")
                        + lines(reasons));
            case Verdict.CutOff() -> throw Complaint.usage(skeleton + " stops before its end");
        };
    }

    private static JsonNode invented(Stage stage, Variables variables) {
        Prompt prompt = stage.ask(variables);
        String text = prompt.turns().stream().map(Prompt.Turn::text).collect(Collectors.joining("\n"));
        return Content.write(
                new Ask(
                        stage.name(),
                        stage.outputSchema(),
                        text,
                        variables.input(),
                        Optional.ofNullable(variables.spec()).orElseGet(MissingNode::getInstance)),
                new Random(7));
    }

    private static String lines(List<Reason> reasons) {
        return reasons.stream().map(reason -> "\n  " + reason.message()).collect(Collectors.joining());
    }

    private static JsonNode json(String file) throws Complaint {
        try {
            return JsonMapper.shared().readTree(Files.readString(Path.of(file)));
        } catch (IOException e) {
            throw Complaint.usage(file + " cannot be read: " + e);
        } catch (JacksonException e) {
            throw Complaint.usage(file + " is not JSON: " + e.getOriginalMessage());
        }
    }
}
