package io.armature.blueprints;

import com.samskivert.mustache.Template;
import io.armature.blueprints.Prompt.Speaker;
import io.armature.blueprints.Prompt.Turn;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** A stage as its files define it. */
final class ReadStage implements Stage {
    /** Longest bad answer that is shown to the model again, in characters. */
    private static final int MOST_SHOWN = 20_000;

    private static final String MEND = "Answer again with the whole JSON, these mended, and nothing else.";
    private static final String AVOID = "Answer with the whole JSON, without these, and nothing else.";

    private final String name;
    private final List<Tier> tiers;
    private final AnswerSchema schema;
    private final Template system;
    private final Template ask;
    private final List<Rule> rules;
    private final BiFunction<Variables, JsonNode, List<Reason>> further;
    private final Keeping keeping;
    private final Optional<ReadTogether.Ask> together;
    private final Optional<ReadSplit.Ask> split;
    private final boolean fast;

    ReadStage(
            String name,
            List<Tier> tiers,
            AnswerSchema schema,
            Template system,
            Template ask,
            List<Rule> rules,
            BiFunction<Variables, JsonNode, List<Reason>> further,
            Keeping keeping) {
        this(name, tiers, schema, system, ask, rules, further, keeping, Optional.empty(), Optional.empty(), false);
    }

    private ReadStage(
            String name,
            List<Tier> tiers,
            AnswerSchema schema,
            Template system,
            Template ask,
            List<Rule> rules,
            BiFunction<Variables, JsonNode, List<Reason>> further,
            Keeping keeping,
            Optional<ReadTogether.Ask> together,
            Optional<ReadSplit.Ask> split,
            boolean fast) {
        this.name = name;
        this.tiers = List.copyOf(tiers);
        this.schema = schema;
        this.system = system;
        this.ask = ask;
        this.rules = List.copyOf(rules);
        this.further = further;
        this.keeping = keeping;
        this.together = together;
        this.split = split;
        this.fast = fast;
    }

    @Override
    public Stage with(@Nullable String model, boolean quick) {
        if (model == null && !quick) {
            return this;
        }
        List<Tier> wished = new ArrayList<>(tiers);
        if (model != null) {
            wished.set(0, wished.getFirst().by(model));
        }
        if (quick) {
            wished.replaceAll(Tier::fast);
        }
        return new ReadStage(name, wished, schema, system, ask, rules, further, keeping, together, split, quick);
    }

    /**
     * The same with further ways to ask.
     *
     * @param several for several items in one call
     * @param halves for one item in several calls
     */
    ReadStage asked(Optional<ReadTogether.Ask> several, Optional<ReadSplit.Ask> halves) {
        return new ReadStage(name, tiers, schema, system, ask, rules, further, keeping, several, halves, fast);
    }

    @Override
    public Optional<Split> split() {
        return split.map(how -> new ReadSplit(this, how));
    }

    @Override
    public Optional<Together> together() {
        return together.map(how -> new ReadTogether(this, how));
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public List<Tier> tiers() {
        return tiers;
    }

    @Override
    public JsonNode outputSchema() {
        return schema.source();
    }

    @Override
    public Optional<Duration> reuse() {
        return keeping.reuse();
    }

    @Override
    public boolean isKept() {
        return keeping.isAny();
    }

    @Override
    public Stage retried() {
        return new ReadStage(
                name, tiers, schema, system, ask, rules, further, keeping.retried(), together, split, fast);
    }

    @Override
    public Prompt ask(Variables variables) {
        return new Prompt(system(variables), List.of(new Turn(Speaker.USER, Templates.render(ask, variables, fast))));
    }

    String system(Variables variables) {
        return Templates.render(system, variables, fast);
    }

    /** @param more what another template sees beside the variables, by name */
    String rendered(Template template, Variables variables, Map<String, JsonNode> more) {
        return Templates.render(template, variables, fast, more);
    }

    @Override
    public Prompt askAgain(Variables variables, Optional<String> badAnswer, List<Reason> reasons) {
        List<Reason> all = new ArrayList<>(variables.avoid());
        reasons.stream().filter(reason -> !all.contains(reason)).forEach(all::add);
        return again(ask(variables), badAnswer, all);
    }

    /** An ask, the answer that was given if it can be mended, and what is wrong with it. */
    static Prompt again(Prompt first, Optional<String> badAnswer, List<Reason> reasons) {
        StringBuilder list = new StringBuilder("<faults>\n");
        Reasons.trimmed(reasons)
                .forEach(reason -> list.append("- ")
                        .append(Templates.escaped(reason.message()))
                        .append('\n'));
        list.append("</faults>\n");
        List<Turn> turns = new ArrayList<>(first.turns());
        badAnswer
                .filter(answer -> Answer.in(answer) instanceof Answer.Found)
                .map(answer -> Reasons.trimmed(answer, MOST_SHOWN))
                .ifPresentOrElse(
                        answer -> {
                            turns.add(new Turn(Speaker.ASSISTANT, answer));
                            turns.add(new Turn(Speaker.USER, "Faults of that answer:\n" + list + MEND));
                        },
                        () -> turns.add(new Turn(
                                Speaker.USER,
                                turns.removeLast().text() + "\n\nFaults of an earlier answer:\n" + list + AVOID)));
        return new Prompt(first.system(), turns);
    }

    @Override
    public Verdict judge(String answer, Variables variables) {
        return switch (Answer.in(answer)) {
            case Answer.CutOff() -> new Verdict.CutOff();
            case Answer.Unreadable(Reason reason) -> new Verdict.Rejected(List.of(reason));
            case Answer.Found(List<JsonNode> objects) -> judged(meant(objects), variables);
        };
    }

    /** Of several objects the last that fits the schema: examples come first, corrections after what they correct. */
    private JsonNode meant(List<JsonNode> objects) {
        if (objects.size() == 1) {
            return objects.getFirst();
        }
        return objects.reversed().stream().filter(schema::fits).findFirst().orElse(objects.getLast());
    }

    Verdict judged(JsonNode content, Variables variables) {
        List<Reason> faults = schema.check(content);
        if (!faults.isEmpty()) {
            return new Verdict.Rejected(faults);
        }
        List<Reason> broken = new ArrayList<>(further.apply(variables, content));
        Map<String, Object> values = new HashMap<>();
        values.put("input", Expressions.value(variables.input()));
        Optional.ofNullable(variables.header()).ifPresent(header -> values.put("header", Expressions.value(header)));
        Optional.ofNullable(variables.spec()).ifPresent(spec -> values.put("spec", Expressions.value(spec)));
        Optional.ofNullable(variables.results()).ifPresent(seen -> values.put("results", Expressions.value(seen)));
        Optional.ofNullable(variables.candidates())
                .ifPresent(dealt -> values.put("candidates", Expressions.value(dealt)));
        values.put("content", Expressions.value(content));
        broken.addAll(Rule.broken(rules, values));
        return broken.isEmpty() ? new Verdict.Accepted(content) : new Verdict.Rejected(Reasons.trimmed(broken));
    }
}
