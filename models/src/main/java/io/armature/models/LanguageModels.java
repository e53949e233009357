package io.armature.models;

import io.github.bucket4j.BlockingStrategy;
import io.github.bucket4j.TimeMeter;
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
     * The models of a catalogue, called over HTTP, measured, within the catalogue's limits, and held back while a
     * provider asks to wait or is down. Nothing is retried here: who calls knows what waiting is worth.
     */
    static LanguageModels of(ModelsSettings settings, MeterRegistry meters) {
        Clock clock = Clock.systemUTC();
        NotSent notSent = new NotSent(meters);
        Allowances allowances = new Allowances(clock, meters);
        TokenEstimates estimates = new TokenEstimates(settings);
        LanguageModels http = new HttpModels(settings, clock, allowances::heard);
        LanguageModels sent = new MeteredModels(new CountedModels(http, estimates), settings, meters);
        LanguageModels there = new CircuitModels(sent, settings, notSent, meters, clock);
        LanguageModels open = new GatedModels(there, settings, allowances, notSent, clock);
        // What waits here looks at the gate and the circuit afterwards, when its turn has come.
        LanguageModels steady = new SteadyModels(open, settings, notSent, meters, clock);
        LanguageModels rated = new RatedModels(
                steady, settings, estimates, notSent, TimeMeter.SYSTEM_NANOTIME, BlockingStrategy.PARKING);
        return new FittingModels(rated, settings, estimates, notSent);
    }
}
