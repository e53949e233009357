package io.armature.quickstart.authoring;

import io.armature.blueprints.Blueprint;
import io.armature.generation.estimate.Estimate;
import io.armature.generation.estimate.Figures;
import io.armature.models.ModelsSettings;
import io.armature.quickstart.PastPlans;
import java.math.RoundingMode;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import tools.jackson.databind.JsonNode;

/** {@code blueprint estimate}: calls, tokens, money and time before the run. */
@Command(
        name = "estimate",
        mixinStandardHelpOptions = true,
        description = {
            "Estimates calls, tokens, money and time of a request; no model is called.",
            "low: every first answer is accepted and takes a fifth of its budget. expected: half of it, one answer in ten",
            "is asked for again. high: every try of every tier, each answer to the end of its budget, and cut off where that",
            "costs more: with the larger budget, then in two halves ('split'). A call for several items ('together') is made",
            "in vain then, as it is when the model cannot write so much at once.",
            "Where Armature runs, what plans of this blueprint took is shown beside it."
        })
final class EstimateCommand implements Callable<Integer> {
    private static final int MONEY_DECIMALS = 6;

    @Mixin
    private Chosen chosen = new Chosen();

    @Mixin
    private Example example = new Example();

    @Override
    public Integer call() throws Exception {
        ModelsSettings models = Catalogue.here();
        Blueprint blueprint = chosen.read(models);
        JsonNode input = example.input(blueprint);
        JsonNode skeleton = example.skeleton(blueprint, input, System.out::println);
        Estimate estimate = Estimate.of(blueprint, input, skeleton, models);
        System.out.println(blueprint.items(skeleton).size() + " " + blueprint.itemNoun() + "\n");
        System.out.printf("%-22s %8s %11s %11s %12s %9s%n", "", "calls", "tokens in", "out", "dollars", "seconds");
        row("low", estimate.low());
        row("expected", estimate.expected());
        row("high", estimate.high());
        List<Figures> past = PastPlans.of(blueprint.id());
        if (!past.isEmpty()) {
            System.out.println("\n" + past.size() + " plans of this blueprint took, whatever their size:");
            row("the least", at(past, 0));
            row("median", at(past, past.size() / 2));
            row("the most", at(past, past.size() - 1));
        }
        return 0;
    }

    /** Each figure by itself: the plan of median cost need not be the one of median time. */
    private static Figures at(List<Figures> past, int rank) {
        return new Figures(
                past.stream().map(Figures::calls).sorted().toList().get(rank),
                past.stream().map(Figures::promptTokens).sorted().toList().get(rank),
                past.stream().map(Figures::completionTokens).sorted().toList().get(rank),
                past.stream().map(Figures::cost).sorted().toList().get(rank),
                past.stream().map(Figures::time).sorted().toList().get(rank));
    }

    private static void row(String name, Figures figures) {
        System.out.printf(
                Locale.ROOT,
                "%-22s %8.1f %11.0f %11.0f %12s %9.1f%n",
                name,
                figures.calls(),
                figures.promptTokens(),
                figures.completionTokens(),
                figures.cost().setScale(MONEY_DECIMALS, RoundingMode.HALF_UP).toPlainString(),
                figures.time().toMillis() / 1000.0);
    }
}
