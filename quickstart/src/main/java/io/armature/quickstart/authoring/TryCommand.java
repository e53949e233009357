package io.armature.quickstart.authoring;

import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Together;
import io.armature.blueprints.Variables;
import io.armature.quickstart.Complaint;
import java.io.PrintStream;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code blueprint try}: the prompts of an example. */
@Command(
        name = "try",
        mixinStandardHelpOptions = true,
        description = {
            "Shows the prompts that a request would lead to; no model is called.",
            "Of the items, the first of each kind, unless --item names others."
        })
final class TryCommand implements Callable<Integer> {
    @Mixin
    private Chosen chosen = new Chosen();

    @Mixin
    private Example example = new Example();

    @Option(names = "--item", paramLabel = "ID", description = "items to show, instead of the first of each kind")
    private @Nullable List<String> wanted;

    @Override
    public Integer call() throws Exception {
        PrintStream out = System.out;
        Blueprint blueprint = chosen.read(Catalogue.here());
        JsonNode input = example.input(blueprint);
        show(out, "the skeleton", blueprint.skeleton(), Variables.forSkeleton(input));
        JsonNode skeleton = example.skeleton(blueprint, input, told -> out.println("\n# " + told));
        out.println(skeleton.toPrettyString());
        List<ItemSpec> items = blueprint.items(skeleton);
        out.println("\n# " + items.size() + " " + blueprint.itemNoun() + ": "
                + items.stream().map(ItemSpec::itemId).toList());
        JsonNode header = blueprint.header(skeleton);
        for (ItemSpec item : shown(items)) {
            Stage stage = blueprint.item(item.kind());
            Variables variables = seen(blueprint, Variables.forItem(input, header, item.spec()));
            show(out, item.kind() + " " + item.itemId(), stage, variables);
            stage.together().ifPresent(together -> {
                List<Together.Member> group = items.stream()
                        .filter(other -> other.kind().equals(item.kind()))
                        .limit(together.most())
                        .map(other -> new Together.Member(
                                other.itemId(), seen(blueprint, Variables.forItem(input, header, other.spec()))))
                        .toList();
                show(out, item.kind() + ", " + group.size() + " in one call", together.of(group), variables);
            });
        }
        return 0;
    }

    /** With the first entries of the corpus that fit in place of the nearest, which would take the embedding model. */
    private static Variables seen(Blueprint blueprint, Variables variables) {
        ArrayNode offered = JsonNodeFactory.instance.arrayNode();
        return blueprint
                .retrieval()
                .map(retrieval -> {
                    if (retrieval.query(variables).isPresent()) {
                        IntStream.range(0, retrieval.entries().size())
                                .filter(place -> retrieval.fits(variables, place))
                                .limit(retrieval.offer())
                                .forEach(
                                        place -> offered.add(retrieval.entries().get(place)));
                    }
                    return variables.offered(offered);
                })
                .orElse(variables);
    }

    private List<ItemSpec> shown(List<ItemSpec> items) throws Complaint {
        if (wanted == null) {
            Set<String> kinds = new HashSet<>();
            return items.stream().filter(item -> kinds.add(item.kind())).toList();
        }
        Set<String> ids = Set.copyOf(wanted);
        List<ItemSpec> named =
                items.stream().filter(item -> ids.contains(item.itemId())).toList();
        if (named.size() < ids.size()) {
            throw Complaint.usage("not all of " + ids + " are items; there are "
                    + items.stream().map(ItemSpec::itemId).toList());
        }
        return named;
    }

    private static void show(PrintStream out, String what, Stage stage, Variables variables) {
        Prompt prompt = stage.ask(variables);
        int characters = prompt.system().length()
                + prompt.turns().stream().mapToInt(turn -> turn.text().length()).sum();
        out.printf(
                Locale.ROOT,
                "%n# Prompt of %s: %,d characters, asked of %s%n",
                what,
                characters,
                stage.tiers().stream()
                        .map(tier -> tier.model() + " (" + tier.tries() + "x, " + tier.maxTokens() + " tokens)")
                        .toList());
        out.println("## system\n" + prompt.system());
        prompt.turns()
                .forEach(turn ->
                        out.println("## " + turn.speaker().name().toLowerCase(Locale.ROOT) + "\n" + turn.text()));
    }
}
