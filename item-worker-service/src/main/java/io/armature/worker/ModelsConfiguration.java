package io.armature.worker;

import io.armature.generation.Generation;
import io.armature.models.LanguageModels;
import io.armature.models.ModelsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The models of the catalogue. */
@Configuration(proxyBeanMethods = false)
class ModelsConfiguration {
    @Bean
    ModelsSettings modelsSettings(Environment environment) {
        return Binder.get(environment)
                .bind("armature.models", ModelsSettings.class)
                .get();
    }

    @Bean
    Generation generation(ModelsSettings settings, MeterRegistry meters) {
        return Generation.by(LanguageModels.of(settings, meters), settings);
    }
}
