package io.armature.models;

import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;

/** The one way to call a language model, whoever provides it. Blocks the calling (virtual) thread. */
public interface LanguageModels {
    /**
     * Makes one call and tells how it ended; never throws for what a provider does.
     *
     * @throws InterruptedException when the thread is interrupted; the call's connection is then closed
     * @throws UnknownModelException when the catalogue has no model of that name
     */
    Reply call(Call call) throws InterruptedException;

    /**
     * The models of a catalogue, called over HTTP, measured, and held back while a provider asks to wait. Nothing is
     * retried here: who calls knows what waiting is worth.
     */
    static LanguageModels of(ModelsSettings settings, MeterRegistry meters) {
        Clock clock = Clock.systemUTC();
        return new GatedModels(new MeteredModels(new HttpModels(settings, clock), settings, meters), clock);
    }
}
