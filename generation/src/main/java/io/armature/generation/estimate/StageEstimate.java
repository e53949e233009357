package io.armature.generation.estimate;

import io.armature.blueprints.Prompt;
import io.armature.blueprints.Stage;
import io.armature.blueprints.Tier;
import io.armature.blueprints.Together;
import io.armature.blueprints.Variables;
import io.armature.models.ModelsSettings;
import io.armature.models.Prices;
import java.math.BigDecimal;
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
        return assumption.isWorst() ? worst(stage, variables) : of(stage, variables, Figures.NONE, 0, 1);
    }

    /** What it takes more of an item that may be asked for again so often: nothing but at worst. */
    Figures again(Stage stage, Variables variables, int rounds) {
        return assumption.isWorst() && rounds > 0 ? worst(stage, variables).times(rounds) : Figures.NONE;
    }

    /**
     * Several in one call, each with its share of it, and with what is asked again of it alone. When the model cannot
     * write so much at once, or at worst, the call is made in vain.
     */
    Map<String, Figures> together(Stage stage, Together together, List<Together.Member> members) {
        Tier tier = together.of(members).tiers().getFirst();
        double prompt = tokens(together.of(members), members.getFirst().variables());
        double most = Math.min(tier.maxTokens(), mostTokens(tier));
        double wanted = members.size() * answer(stage.tiers().getFirst());
        boolean inVain = wanted > most || assumption.isWorst();
        Figures call = call(tier, prompt, Math.min(wanted, most));
        Figures share = call.times(1.0 / members.size()).within(call.time());
        Map<String, Figures> each = new HashMap<>();
        members.forEach(member -> each.put(
                member.itemId(),
                inVain
                        ? share.then(of(stage, member.variables()))
                        : of(stage, member.variables(), share, 1, assumption.failing())));
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
                Figures call = call(tier, prompt + again, answer(tier));
                sum = sum.then(call.times(reached));
                again = call.completionTokens() + TOKENS_OF_FAULTS;
                reached *= assumption.failing();
            }
        }
        return sum;
    }

    /** Every tier does what it may: all its tries, and what it does with an answer that is cut off. */
    private Figures worst(Stage stage, Variables variables) {
        double prompt = tokens(stage, variables);
        Figures sum = Figures.NONE;
        double again = 0;
        for (int number = 0; number < stage.tiers().size(); number++) {
            Tier tier = stage.tiers().get(number);
            double budget = answer(tier);
            double larger = Math.min(tier.maxTokensOnceCut(), mostTokens(tier));
            boolean grows = larger > budget;
            // Cut off at the first try, all others have the larger budget; at the last, one more has it.
            boolean early = grows && (tier.tries() - 2) * (larger - budget) > budget;
            int large = !grows ? 0 : early ? tier.tries() - 1 : 1;
            int small = early ? 1 : tier.tries();
            for (int attempt = 0; attempt < small + large; attempt++) {
                Figures call = call(tier, prompt + again, attempt < small ? budget : larger);
                sum = sum.then(call);
                again = call.completionTokens() + TOKENS_OF_FAULTS;
            }
            if (stage.split().isPresent()) {
                sum = sum.then(inHalves(stage, tier, variables, larger));
            }
        }
        return sum;
    }

    /** The outline and two halves, with all tries of the tier for each. */
    private Figures inHalves(Stage stage, Tier tier, Variables variables, double budget) {
        // No prompt of a half can be had without an outline; it is as long as that of the item, and the outline.
        double prompt = tokens(stage.split().orElseThrow().outline(), variables);
        Figures sum = Figures.NONE;
        for (int piece = 0; piece < 3; piece++) {
            double again = piece == 0 ? 0 : budget;
            for (int attempt = 0; attempt < tier.tries(); attempt++) {
                sum = sum.then(call(tier, prompt + again, budget));
                again = (piece == 0 ? 0 : budget) + budget + TOKENS_OF_FAULTS;
            }
        }
        return sum;
    }

    private int mostTokens(Tier tier) {
        return models.model(tier.model()).maxOutputTokens();
    }

    /** How long an answer to one prompt of this tier is. */
    private double answer(Tier tier) {
        return Math.min(tier.maxTokens(), mostTokens(tier)) * assumption.answer();
    }

    private Figures call(Tier tier, double prompt, double answer) {
        Prices prices = models.model(tier.model()).prices();
        BigDecimal cost = prices.input()
                .multiply(BigDecimal.valueOf(prompt))
                .add(prices.output().multiply(BigDecimal.valueOf(answer)))
                .movePointLeft(6);
        return new Figures(1, prompt, answer, cost, assumption.time(answer));
    }

    private static double tokens(Stage stage, Variables variables) {
        Prompt prompt = stage.ask(variables);
        int characters = prompt.system().length()
                + stage.outputSchema().toString().length()
                + prompt.turns().stream().mapToInt(turn -> turn.text().length()).sum();
        return Math.ceil(characters / CHARACTERS);
    }
}
