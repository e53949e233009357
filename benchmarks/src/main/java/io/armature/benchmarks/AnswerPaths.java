package io.armature.benchmarks;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Variables;
import io.armature.blueprints.Verdict;
import io.armature.simulator.writing.Ask;
import io.armature.simulator.writing.Content;
import java.nio.file.Path;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** What happens to one meal of {@code meal-day} between the answer and the verdict, and to its prompt before. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SampleTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class AnswerPaths {
    private final Blueprint blueprint = Blueprints.builtIn().stream()
            .filter(one -> one.id().equals("meal-day"))
            .findFirst()
            .orElseThrow();

    private final Variables variables;
    private final Stage stage;
    private String good = "";
    private String breaksARule = "";
    private String malformed = "";

    /** Reads an example's input and plans its day. */
    public AnswerPaths() {
        JsonNode input = JsonMapper.shared()
                .readTree(Path.of(System.getProperty("armature.home", "."), "examples/meal-day/two-workouts.json"))
                .path("input");
        Ask skeletonAsk = ask(blueprint.skeleton(), Variables.forSkeleton(input));
        JsonNode skeleton = Content.write(skeletonAsk, new SplittableRandom(7));
        ItemSpec item = blueprint.items(skeleton).getFirst();
        variables = Variables.forItem(input, blueprint.header(skeleton), item.spec());
        stage = blueprint.item(item.kind());
    }

    /** Writes the answers; each must be judged as it is meant to be. */
    @Setup
    public void write() {
        Ask ask = ask(stage, variables);
        JsonNode meal = Content.write(ask, new SplittableRandom(7));
        good = meal.toString();
        breaksARule = Content.breakRule(ask, meal, new SplittableRandom(7)).toString();
        malformed = good.replaceFirst(":", "");
        if (!(acceptGood() instanceof Verdict.Accepted)
                || !(rejectByRules() instanceof Verdict.Rejected)
                || !(rejectMalformed() instanceof Verdict.Rejected)) {
            throw new IllegalStateException("the answers are not judged as they should be: " + acceptGood() + ", "
                    + rejectByRules() + ", " + rejectMalformed());
        }
    }

    /** Reading, schema and every rule. */
    @Benchmark
    public Verdict acceptGood() {
        return stage.judge(good, variables);
    }

    /** Reading, schema and every rule, and the reasons in words. */
    @Benchmark
    public Verdict rejectByRules() {
        return stage.judge(breaksARule, variables);
    }

    /** Reading alone, to its end. */
    @Benchmark
    public Verdict rejectMalformed() {
        return stage.judge(malformed, variables);
    }

    /** The prompt of the first ask. */
    @Benchmark
    public Prompt render() {
        return stage.ask(variables);
    }

    /** The answer that is accepted. */
    String good() {
        return good;
    }

    /** Length of the answer that is judged. */
    static int exampleBytes() {
        AnswerPaths paths = new AnswerPaths();
        paths.write();
        return paths.good().length();
    }

    private static Ask ask(Stage stage, Variables variables) {
        Prompt prompt = stage.ask(variables);
        ObjectNode request = JsonMapper.shared().createObjectNode();
        request.putObject("response_format")
                .putObject("json_schema")
                .put("name", stage.name())
                .set("schema", stage.outputSchema());
        var messages = request.putArray("messages");
        messages.addObject().put("content", prompt.system());
        prompt.turns().forEach(turn -> messages.addObject().put("content", turn.text()));
        return Ask.of(request);
    }
}
