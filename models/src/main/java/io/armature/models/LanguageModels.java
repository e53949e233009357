package io.armature.models;

/** The one way to call a language model, whoever provides it. Blocks the calling (virtual) thread. */
public interface LanguageModels {
    /**
     * Makes one call and tells how it ended; never throws for what a provider does.
     *
     * @throws InterruptedException when the thread is interrupted; the call's connection is then closed
     * @throws UnknownModelException when the catalogue has no model of that name
     */
    Reply call(Call call) throws InterruptedException;
}
