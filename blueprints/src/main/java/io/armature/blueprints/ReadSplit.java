package io.armature.blueprints;

import com.samskivert.mustache.Template;
import io.armature.blueprints.Prompt.Speaker;
import io.armature.blueprints.Prompt.Turn;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A stage's item in two halves, as its files define it. */
final class ReadSplit implements Split {
    /** What an outline looks like, whatever the item. */
    static final JsonNode OUTLINE = JsonMapper.shared().readTree("""
            {"type": "object", "additionalProperties": false, "required": ["halves"], "properties": {"halves":
              {"type": "array", "minItems": 2, "maxItems": 2, "items": {"type": "object", "additionalProperties": false,
                "required": ["title", "holds"], "properties": {"title": {"type": "string"},
                  "holds": {"type": "array", "minItems": 1, "items": {"type": "string"}}}}}}}
            """);

    /** An entry of it, as the prompt of a half sees it. */
    static final JsonNode HALF = JsonMapper.shared().readTree("""
            {"type": "object", "additionalProperties": false, "required": ["number", "title", "holds"],
              "properties": {"number": {"type": "integer"}, "title": {"type": "string"},
                "holds": {"type": "array", "items": {"type": "string"}}}}
            """);

    private static final AnswerSchema OF_OUTLINES = new AnswerSchema(OUTLINE);

    /**
     * What a blueprint says of it.
     *
     * @param outline asks for the outline
     * @param half asks for a half, and sees {@code outline} and {@code half}
     * @param join members of the content that are lists
     */
    record Ask(Template outline, Template half, List<String> join) {
        Ask {
            join = List.copyOf(join);
        }
    }

    private final ReadStage stage;
    private final Ask asked;

    ReadSplit(ReadStage stage, Ask asked) {
        this.stage = stage;
        this.asked = asked;
    }

    @Override
    public Stage outline() {
        return new Piece("outline", OUTLINE, asked.outline(), Map.of(), OF_OUTLINES::check);
    }

    @Override
    public Stage half(JsonNode outline, int number) {
        ObjectNode half = JsonMapper.shared().createObjectNode().put("number", number);
        half.setAll((ObjectNode) outline.path("halves").path(number - 1));
        return new Piece(
                "half", stage.outputSchema(), asked.half(), Map.of("outline", outline, "half", half), this::lists);
    }

    /** A half need not hold what the whole must; but its lists are there. */
    private List<Reason> lists(JsonNode half) {
        return asked.join().stream()
                .filter(name -> !half.path(name).isArray())
                .map(name -> new Reason("schema", "/" + name, "'" + name + "' must be there, and be a list"))
                .toList();
    }

    @Override
    public JsonNode joined(JsonNode first, JsonNode second) {
        ObjectNode whole = (ObjectNode) first.deepCopy();
        for (String name : asked.join()) {
            ArrayNode list = whole.withArray(name);
            second.path(name).forEach(list::add);
        }
        return whole;
    }

    @Override
    public Verdict judge(JsonNode whole, Variables variables) {
        return stage.judged(whole, variables);
    }

    private final class Piece implements Stage {
        private final String suffix;
        private final JsonNode schema;
        private final Template ask;
        private final Map<String, JsonNode> more;
        private final Function<JsonNode, List<Reason>> faults;

        Piece(
                String suffix,
                JsonNode schema,
                Template ask,
                Map<String, JsonNode> more,
                Function<JsonNode, List<Reason>> faults) {
            this.suffix = suffix;
            this.schema = schema;
            this.ask = ask;
            this.more = more;
            this.faults = faults;
        }

        @Override
        public String name() {
            return stage.name() + "--" + suffix;
        }

        @Override
        public Stage with(@Nullable String model, boolean fast) {
            throw new UnsupportedOperationException("the item's stage is asked for as a plan wishes, then this");
        }

        @Override
        public List<Tier> tiers() {
            return stage.tiers().stream().map(Tier::larger).toList();
        }

        @Override
        public JsonNode outputSchema() {
            return schema;
        }

        @Override
        public Prompt ask(Variables variables) {
            return new Prompt(
                    stage.system(variables), List.of(new Turn(Speaker.USER, stage.rendered(ask, variables, more))));
        }

        @Override
        public Prompt askAgain(Variables variables, Optional<String> badAnswer, List<Reason> reasons) {
            return ReadStage.again(ask(variables), badAnswer, reasons);
        }

        @Override
        public Verdict judge(String answer, Variables variables) {
            return switch (Answer.in(answer)) {
                case Answer.CutOff() -> new Verdict.CutOff();
                case Answer.Unreadable(Reason reason) -> new Verdict.Rejected(List.of(reason));
                case Answer.Found(List<JsonNode> objects) -> {
                    Optional<JsonNode> good = objects.reversed().stream()
                            .filter(object -> faults.apply(object).isEmpty())
                            .findFirst();
                    yield good.isPresent()
                            ? new Verdict.Accepted(good.get())
                            : new Verdict.Rejected(faults.apply(objects.getLast()));
                }
            };
        }
    }
}
