package io.armature.models;

import java.util.Optional;

/**
 * Sees to it that no answer passes for free: where a provider reports no tokens they are estimated, and marked so;
 * where it does, the estimate learns.
 */
final class CountedModels implements LanguageModels {
    private final LanguageModels next;
    private final TokenEstimates estimates;

    CountedModels(LanguageModels next, TokenEstimates estimates) {
        this.next = next;
        this.estimates = estimates;
    }

    @Override
    public Reply call(Call call) throws InterruptedException {
        Reply reply = next.call(call);
        return switch (reply) {
            case Reply.Answered(String text, Usage usage, Optional<String> id) ->
                new Reply.Answered(text, counted(call, text, usage), id);
            case Reply.CutOff(String text, Usage usage, Optional<String> id) ->
                new Reply.CutOff(text, counted(call, text, usage), id);
            case Reply.Refused(String why, Usage usage, Optional<String> id) ->
                new Reply.Refused(why, counted(call, why, usage), id);
            case Reply.Throttled t -> t;
            case Reply.Held h -> h;
            case Reply.Unavailable u -> u;
            case Reply.TimedOut t -> t;
            case Reply.RejectedByProvider r -> r;
        };
    }

    /** A prompt always has tokens, and so has an answer with a text: a count of zero is none. */
    private Usage counted(Call call, String answer, Usage said) {
        estimates.learn(call, said.promptTokens());
        boolean ofPrompt = said.promptTokens() > 0;
        boolean ofAnswer = said.completionTokens() > 0 || answer.isEmpty();
        return ofPrompt && ofAnswer
                ? said
                : new Usage(
                        ofPrompt ? said.promptTokens() : Math.max(1, estimates.prompt(call)),
                        said.cachedTokens(),
                        ofAnswer ? said.completionTokens() : estimates.answer(call, answer),
                        true);
    }
}
