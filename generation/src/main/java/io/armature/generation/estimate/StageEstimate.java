package io.armature.generation.estimate;

import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Tier;
import io.armature.blueprints.Variables;
import io.armature.models.ModelsSettings;
import io.armature.models.Prices;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.Duration;

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
        double prompt = tokens(stage, variables);
        Figures sum = Figures.NONE;
        double reached = 1;
        double again = 0;
        for (Tier tier : stage.tiers()) {
            for (int attempt = 0; attempt < tier.tries() && reached > 0; attempt++) {
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
