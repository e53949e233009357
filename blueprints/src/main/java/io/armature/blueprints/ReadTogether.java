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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Several items of a stage in one call, as its files define it. */
final class ReadTogether implements Together {
    private static final Duration LONGEST = Duration.ofHours(1);

    private static final String HOW_TO_ANSWER = """


            Answer with one JSON object: {"items": [{"for": "…", "content": {…}}, …]}, one entry for each of %s, "for" \
            saying which it is, and "content" a whole object of its own.""";

    /**
     * What a blueprint says of it.
     *
     * @param most items in one call
     * @param ask shows the {@code specs} of all members
     * @param schema of the answer
     */
    record Ask(int most, Template ask, JsonNode schema) {}

    private final ReadStage stage;
    private final Ask asked;

    ReadTogether(ReadStage stage, Ask asked) {
        this.stage = stage;
        this.asked = asked;
    }

    @Override
    public int most() {
        return asked.most();
    }

    @Override
    public Stage of(List<Member> members) {
        return new OneCall(List.copyOf(members));
    }

    @Override
    public List<Part> parts(JsonNode answer, List<Member> members) {
        Map<String, JsonNode> found = new HashMap<>();
        for (JsonNode entry : answer.path(TogetherSchema.ITEMS)) {
            if (entry.path(TogetherSchema.CONTENT).isObject()) {
                found.put(entry.path(TogetherSchema.FOR).asString(""), entry.path(TogetherSchema.CONTENT));
            }
        }
        return members.stream()
                .map(member -> part(member, Optional.ofNullable(found.get(member.itemId()))))
                .toList();
    }

    private Part part(Member member, Optional<JsonNode> content) {
        return content.map(found -> new Part(Optional.of(found.toString()), stage.judged(found, member.variables())))
                .orElseGet(() -> new Part(Optional.empty(), new Verdict.Rejected(List.of(missing(member)))));
    }

    private static Reason missing(Member member) {
        return new Reason(
                "missing",
                "/" + TogetherSchema.ITEMS,
                "the answer for several items has none for '" + member.itemId() + "'");
    }

    private final class OneCall implements Stage {
        private final List<Member> members;
        private final Tier tier;

        OneCall(List<Member> members) {
            this.members = members;
            Tier one = stage.tiers().getFirst();
            int tokens = Math.min(Tier.MOST_TOKENS, members.size() * one.maxTokens());
            Duration timeout = one.timeout().multipliedBy(members.size());
            this.tier = new Tier(
                    one.model(),
                    1,
                    tokens,
                    tokens,
                    timeout.compareTo(LONGEST) > 0 ? LONGEST : timeout,
                    one.patience(),
                    one.temperature());
        }

        @Override
        public String name() {
            return stage.name() + "--together";
        }

        @Override
        public Stage with(@Nullable String model, boolean fast) {
            throw new UnsupportedOperationException("the items' stage is asked for as a plan wishes, then this");
        }

        @Override
        public List<Tier> tiers() {
            return List.of(tier);
        }

        @Override
        public JsonNode outputSchema() {
            return asked.schema();
        }

        @Override
        public Prompt ask(Variables variables) {
            Variables shared = variables.shared();
            ArrayNode specs = JsonMapper.shared().createArrayNode();
            ArrayNode ids = JsonMapper.shared().createArrayNode();
            for (Member member : members) {
                ids.add(member.itemId());
                ObjectNode entry = specs.addObject().put(TogetherSchema.FOR, member.itemId());
                entry.set("spec", member.variables().spec());
                Optional.ofNullable(member.variables().candidates()).ifPresent(dealt -> entry.set("candidates", dealt));
            }
            return new Prompt(
                    stage.system(shared),
                    List.of(new Turn(
                            Speaker.USER,
                            stage.rendered(asked.ask(), shared, Map.of("specs", specs))
                                    + HOW_TO_ANSWER.formatted(Templates.escaped(ids.toString())))));
        }

        @Override
        public Prompt askAgain(Variables variables, Optional<String> badAnswer, List<Reason> reasons) {
            throw new UnsupportedOperationException("what a group's answer lacks is asked for one by one");
        }

        @Override
        public Verdict judge(String answer, Variables variables) {
            return switch (Answer.in(answer)) {
                case Answer.CutOff() -> new Verdict.CutOff();
                case Answer.Unreadable(Reason reason) -> new Verdict.Rejected(List.of(reason));
                case Answer.Found(List<JsonNode> objects) ->
                    new ArrayList<>(objects)
                            .reversed().stream()
                                    .filter(object ->
                                            object.path(TogetherSchema.ITEMS).isArray())
                                    .findFirst()
                                    .<Verdict>map(Verdict.Accepted::new)
                                    .orElseGet(() -> new Verdict.Rejected(List.of(new Reason(
                                            "schema",
                                            "",
                                            "the answer for several items has no list '" + TogetherSchema.ITEMS
                                                    + "'"))));
            };
        }
    }
}
