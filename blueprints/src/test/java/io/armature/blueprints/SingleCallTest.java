package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a document of one call is held to. */
class SingleCallTest {
    private static final int MEALS = 4;

    private final Stage single = BuiltIn.MEAL_DAY.single().orElseThrow();

    @Test
    void aDocumentThatHoldsEveryRuleIsAccepted() {
        assertThat(judged(day())).isInstanceOf(Verdict.Accepted.class);
    }

    @Test
    void theDocumentsOwnRulesHold() {
        ObjectNode day = day();
        ((ArrayNode) day.path("meals")).remove(3);
        assertThat(broken(day)).extracting(Reason::code).containsExactly("day-calories");
    }

    @Test
    void rulesOfTheSkeletonHoldThatSpeakOfWhatADocumentHas() {
        ObjectNode day = day();
        ((ObjectNode) day.path("daily_targets"))
                .put("protein_g", day.path("daily_targets").path("protein_g").doubleValue() + 30);
        assertThat(broken(day)).extracting(Reason::code).containsExactly("targets-kept");
    }

    @Test
    void rulesOfItemsHoldForEveryItemAndSayWhichItIs() {
        ObjectNode day = day();
        ((ObjectNode) day.path("meals").path(1).path("totals")).put("sodium_mg", 5_000);
        assertThat(broken(day)).singleElement().satisfies(reason -> {
            assertThat(reason.code()).isEqualTo("foods-add-up");
            assertThat(reason.pointer()).isEqualTo("/meals/1/totals");
            assertThat(reason.message()).startsWith("at /meals/1 ");
        });
    }

    @Test
    void aModelOfThePlansChoiceIsAskedFirstAndFastPlansHaveTheSmallerBudgetsAndAnotherPrompt() {
        Stage wished = single.with("dear", true);
        assertThat(wished.tiers()).extracting(Tier::model).containsExactly("dear", "strong");
        assertThat(wished.tiers()).allSatisfy(tier -> {
            assertThat(tier.maxTokens()).isEqualTo(5_500);
            assertThat(tier.maxTokensOnceCut()).isEqualTo(8_000);
        });
        Variables variables = Variables.forSkeleton(input());
        assertThat(wished.ask(variables).system()).contains("Be brief");
        assertThat(single.ask(variables).system()).doesNotContain("Be brief");
        assertThat(single.with(null, false)).isSameAs(single);
    }

    @Test
    void ofStepsThatABlueprintListsEveryRuleHoldsThatTheyHoldOneByOne() {
        Blueprint project = BuiltIn.of("code-project");
        JsonNode good = BuiltIn.tree("rules-of-code-project/good.json");
        ObjectNode whole = RulesOfBuiltInBlueprintsTest.project(project, good);
        Variables plan = Variables.forSkeleton(good.path("input"));
        Stage single = project.single().orElseThrow();
        assertThat(single.judge(whole.toString(), plan)).isInstanceOf(Verdict.Accepted.class);

        ObjectNode file = (ObjectNode) whole.at("/steps/0/files/0");
        String path = file.path("path").asString("");
        file.put("path", "elsewhere/" + path);
        assertThat(codes(single.judge(whole.toString(), plan))).containsExactly("within-the-step");
        file.put("path", path);
        ((ArrayNode) whole.path("steps")).remove(9);
        assertThat(codes(single.judge(whole.toString(), plan))).containsExactly("schema");
    }

    @Test
    void noRecipeOfAWeekIsThereTwiceByItsName() {
        Blueprint week = BuiltIn.of("recipe-week");
        JsonNode good = BuiltIn.tree("rules-of-recipe-week/good.json");
        ObjectNode whole = RulesOfBuiltInBlueprintsTest.ownMenu(week, good);
        Variables plan = Variables.forSkeleton(good.path("input"));
        Stage single = week.single().orElseThrow();
        assertThat(single.judge(whole.toString(), plan)).isInstanceOf(Verdict.Accepted.class);

        ((ObjectNode) whole.at("/recipes/1")).put("name", "dish OF day 1 lunch!");
        assertThat(single.judge(whole.toString(), plan))
                .isInstanceOfSatisfying(
                        Verdict.Rejected.class,
                        rejected -> assertThat(rejected.reasons())
                                .extracting(Reason::code, Reason::pointer)
                                .containsExactly(tuple("distinct", "/recipes/1")));
    }

    private static List<String> codes(Verdict verdict) {
        return ((Verdict.Rejected) verdict).reasons().stream().map(Reason::code).toList();
    }

    private Verdict judged(JsonNode day) {
        return single.judge(day.toString(), Variables.forSkeleton(input()));
    }

    private List<Reason> broken(JsonNode day) {
        return ((Verdict.Rejected) judged(day)).reasons();
    }

    /** Four meals alike, and an input that asks for just so much. */
    private static ObjectNode day() {
        ObjectNode day = JsonMapper.shared().createObjectNode();
        day.set("daily_targets", targets());
        day.put("day_rationale", "Four meals alike.");
        day.set("research_summary", BuiltIn.day().path("research_summary"));
        ArrayNode meals = day.putArray("meals");
        for (int i = 0; i < MEALS; i++) {
            meals.add(BuiltIn.lunch().put("meal_id", "meal_" + i));
        }
        return day;
    }

    private static ObjectNode input() {
        ObjectNode input = BuiltIn.input();
        input.remove("preferences");
        input.set("targets", targets());
        return input;
    }

    private static ObjectNode targets() {
        ObjectNode targets = JsonMapper.shared().createObjectNode();
        BuiltIn.lunch().path("totals").forEachEntry((name, value) -> targets.put(name, MEALS * value.doubleValue()));
        return targets;
    }
}
