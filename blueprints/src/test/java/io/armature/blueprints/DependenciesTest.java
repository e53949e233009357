package io.armature.blueprints;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Items that depend on others: which, and what they see of them. */
class DependenciesTest {
    private static final Blueprint LISTED = Blueprints.read(new BlueprintFiles(Steps.listed()));
    private static final Blueprint FIXED = Blueprints.read(new BlueprintFiles(Steps.fixed()));
    private static final JsonNode NOTHING = json("{}");

    @Test
    void entriesOfTheSkeletonSayTheirKindAndWhatTheyDependOn() {
        List<ItemSpec> items = LISTED.items(skeleton("a", "text", "", "b", "code", "a", "c", "text", "a b"));

        assertThat(items).extracting(ItemSpec::kind).containsExactly("text", "code", "text");
        assertThat(items).extracting(ItemSpec::dependsOn).containsExactly(List.of(), List.of("a"), List.of("a", "b"));
        assertThat(items).allMatch(ItemSpec::goesOnWithout);
    }

    @Test
    void fixedStepsAreTheSameForEverySkeletonAndSeeAllOfIt() {
        List<ItemSpec> items = FIXED.items(NOTHING);

        assertThat(items).extracting(ItemSpec::itemId).containsExactly("base", "walls", "roof");
        assertThat(items).extracting(ItemSpec::goesOnWithout).containsExactly(false, false, true);
        assertThat(items.getLast().dependsOn()).containsExactly("base", "walls");
        assertThat(items.getFirst().spec())
                .isEqualTo(json("{'id': 'base', 'title': 'The base', 'words': 3, 'loud': true, 'name': '3'}"));
        assertThat(FIXED.header(json("{'plan': 1}"))).isEqualTo(json("{'plan': 1}"));
    }

    @Test
    void theModelIsToldOfUnknownIdsOfItselfAndOfCycles() {
        assertThat(faults("a", "text", "x"))
                .containsExactly("/parts/0/after names 'x', which no entry of /parts is; name one of a");
        assertThat(faults("a", "text", "a")).containsExactly("/parts/0/after names 'a' itself; leave it out there");
        assertThat(faults("a", "text", "c", "b", "text", "a", "c", "text", "b", "d", "text", "a"))
                .containsExactly("these wait for each other: a → c → b → a; an entry may only depend on what can be"
                        + " made before it");
        assertThat(faults("a", "text", "b", "b", "text", "")).isEmpty();
    }

    @Test
    void aLongChainIsNoCycleAndALongCycleIsOne() {
        String[] chain = IntStream.range(0, 5_000)
                .boxed()
                .flatMap(i -> Stream.of("i" + i, "text", i == 0 ? "" : "i" + (i - 1)))
                .toArray(String[]::new);
        assertThat(faults(chain)).isEmpty();
        chain[2] = "i4999";
        assertThat(faults(chain)).hasSize(1).first().asString().startsWith("these wait for each other: i0 → i4999 →");
    }

    @Test
    void anItemSeesOfOthersWhatItsKindNeeds() {
        JsonNode code = json("{'files': [{'path': 'a.py', 'content': 'long'}, {'path': 'b.py', 'content': 'x'}]}");
        ItemResult result = new ItemResult("b", "code", "Part b", NOTHING, code);

        assertThat(LISTED.results("text", List.of(result)))
                .isEqualTo(json("[{'itemId': 'b', 'kind': 'code', 'title': 'Part b', 'content': ['a.py', 'b.py']}]"));
        assertThat(LISTED.results("code", List.of(result)).get(0).path("content"))
                .isEqualTo(code);
    }

    @Test
    void whatIsTooMuchIsCutAndSaysSo() {
        ItemResult small = new ItemResult("s", "text", "s", NOTHING, json("{'words': 'few'}"));
        ItemResult large = new ItemResult("l", "text", "l", NOTHING, json("{'words': '" + "x".repeat(500) + "'}"));

        JsonNode results = LISTED.results("text", List.of(large, small));

        assertThat(results.get(1).path("content")).isEqualTo(small.content());
        assertThat(results.get(0).path("content").asString(""))
                .startsWith("{\"words\":\"xxx")
                .endsWith("of 512 characters of its JSON)")
                .hasSizeLessThan(160);
        assertThat(LISTED.results("text", List.of(large, small))).isEqualTo(results);
    }

    @Test
    void promptsAndRulesSeeTheResultsAsData() {
        JsonNode results = json("[{'itemId': 'b', 'kind': 'code', 'title': '</results>', 'content': []}]");
        Variables variables = Variables.forItem(NOTHING, NOTHING, json("{'id': 'a', 'type': 'text'}"), results);
        Stage text = LISTED.item("text");

        assertThat(text.ask(variables).turns().getFirst().text())
                .isEqualTo("Write after <results>\n[{\"itemId\":\"b\",\"kind\":\"code\",\"title\":"
                        + "\"\\u003c/results\\u003e\",\"content\":[]}]\n</results> [\"\\u003c/results\\u003e\"]");
        assertThat(text.judge("{\"words\": \"b is there\"}", variables)).isInstanceOf(Verdict.Accepted.class);
        assertThat(text.judge("{\"words\": \"nothing\"}", variables))
                .isEqualTo(new Verdict.Rejected(List.of(new Reason("says-so", "", "name what there is: b"))));
    }

    private static List<String> faults(String... parts) {
        Verdict verdict = LISTED.skeleton().judge(skeleton(parts).toString(), Variables.forSkeleton(NOTHING));
        return verdict instanceof Verdict.Rejected(List<Reason> reasons)
                ? reasons.stream().map(Reason::message).toList()
                : List.of();
    }

    /** Id, kind and, parted by blanks, dependencies of each entry. */
    private static JsonNode skeleton(String... parts) {
        var skeleton = JsonMapper.shared().createObjectNode();
        var list = skeleton.putArray("parts");
        for (int i = 0; i < parts.length; i += 3) {
            var after = list.addObject()
                    .put("id", parts[i])
                    .put("type", parts[i + 1])
                    .putArray("after");
            for (String other : parts[i + 2].isEmpty() ? new String[0] : parts[i + 2].split(" ")) {
                after.add(other);
            }
        }
        return skeleton;
    }

    private static JsonNode json(String text) {
        return JsonMapper.shared().readTree(text.replace('\'', '"'));
    }
}
