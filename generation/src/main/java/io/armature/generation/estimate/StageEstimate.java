package io.armature.generation.estimate;

import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Tier;
import io.armature.blueprints.Together;
import io.armature.blueprints.Variables;
import io.armature.models.ModelsSettings;
import io.armature.models.Prices;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One answer of a stage, over all its tries and tiers. */
final class StageEstimate {
    /** Characters per token: OpenAI's rule of thumb for English. */
    private static final double CHARACTERS = 4;

    /** What tells a model of the faults of its answer. */
    private static final int TOKENS_OF_FAULTS = 150;

    private final ModelsSettings models;
    private final Assumption assumption;

    StageEstimate(ModelsSettings models, Assumption assumption) {
        this.models = models;
        this.assumption = assumption;
    }

    Figures of(Stage stage, Variables variables) {
        return of(stage, variables, Figures.NONE, 0, 1);
    }

    /** Several in one call, each with its share of it, and with what is asked again of it alone. */
    Map<String, Figures> together(Stage stage, Together together, List<Together.Member> members) {
        Stage one = together.of(members);
        Figures call =
                call(one.tiers().getFirst(), tokens(one, members.getFirst().variables()));
        Figures share = shared(call, 1.0 / members.size()).within(call.time());
        Map<String, Figures> each = new HashMap<>();
        members.forEach(
                member -> each.put(member.itemId(), of(stage, member.variables(), share, 1, assumption.failing())));
        return each;
    }

    /**
     * @param before what it took so far
     * @param tries that were made of the first tier
     * @param share of all cases in which more is needed
     */
    private Figures of(Stage stage, Variables variables, Figures before, int tries, double share) {
        double prompt = tokens(stage, variables);
        Figures sum = before;
        double reached = share;
        double again = 0;
        for (Tier tier : stage.tiers()) {
            int made = tier == stage.tiers().getFirst() ? tries : 0;
            for (int attempt = made; attempt < tier.tries() && reached > 0; attempt++) {
                Figures call = call(tier, prompt + again);
                sum = sum.then(shared(call, reached));
                again = call.completionTokens() + TOKENS_OF_FAULTS;
                reached *= assumption.failing();
            }
        }
        return sum;
    }

    private Figures call(Tier tier, double prompt) {
        Prices prices = models.model(tier.model()).prices();
        double budget = assumption.failing() == 1 ? tier.maxTokensOnceCut() : tier.maxTokens();
        double answer = Math.min(budget, models.model(tier.model()).maxOutputTokens()) * assumption.answer();
        BigDecimal cost = prices.input()
                .multiply(BigDecimal.valueOf(prompt))
                .add(prices.output().multiply(BigDecimal.valueOf(answer)))
                .movePointLeft(6);
        return new Figures(1, prompt, answer, cost, assumption.time(answer));
    }

    /** A call that is made in this share of all cases. */
    private static Figures shared(Figures call, double share) {
        return new Figures(
                call.calls() * share,
                call.promptTokens() * share,
                call.completionTokens() * share,
                call.cost().multiply(BigDecimal.valueOf(share), MathContext.DECIMAL64),
                Duration.ofMillis(Math.round(call.time().toMillis() * share)));
    }

    private static double tokens(Stage stage, Variables variables) {
        Prompt prompt = stage.ask(variables);
        int characters = prompt.system().length()
                + stage.outputSchema().toString().length()
                + prompt.turns().stream().mapToInt(turn -> turn.text().length()).sum();
        return Math.ceil(characters / CHARACTERS);
    }
}
