package io.armature.models;

/**
 * Does not send what cannot fit into the model's context. The prompt's tokens are an estimate, so that only what is
 * longer by more than the estimate may err is refused: a call refused in vain costs a plan, one sent in vain a 400.
 */
final class FittingModels implements LanguageModels {
    /** The part of an estimate that is surely there. */
    private static final double SURE = 0.8;

    private final LanguageModels next;
    private final ModelsSettings settings;
    private final TokenEstimates estimates;
    private final NotSent notSent;

    FittingModels(LanguageModels next, ModelsSettings settings, TokenEstimates estimates, NotSent notSent) {
        this.next = next;
        this.settings = settings;
        this.estimates = estimates;
        this.notSent = notSent;
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        int context = settings.model(call.model()).contextTokens();
        int prompt = estimates.prompt(call);
        if ((long) (prompt * SURE) + call.maxTokens() <= context) {
            return next.call(call);
        }
        notSent.count(call, NotSent.Why.TOO_LONG);
        return new Reply.RejectedByProvider(
                Reply.RejectedByProvider.NOT_SENT,
                "not sent: the prompt has about " + prompt + " tokens and the answer may take " + call.maxTokens()
                        + ", but the context of model '" + call.model() + "' holds " + context
                        + ". Give the tier a model with a larger context, a smaller max-tokens, or the plan a smaller input.");
    }
}
