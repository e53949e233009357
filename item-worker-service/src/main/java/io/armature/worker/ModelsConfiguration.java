package io.armature.worker;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.answers.SharedAnswers;
import io.armature.generation.Generation;
import io.armature.generation.ReusableAnswers;
import io.armature.models.LanguageModels;
import io.armature.models.ModelsSettings;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
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
    Generation generation(ModelsSettings settings, ReusableAnswers reusable, MeterRegistry meters) {
        return Generation.by(LanguageModels.of(settings, meters), settings, reusable);
    }

    @Bean(initMethod = "start")
    SharedAnswers sharedAnswers(
            KafkaSettings kafkaSettings, EventPublisher publisher, WorkerSettings settings, MeterRegistry meters) {
        return new SharedAnswers(
                Topic.REUSABLE_ANSWERS,
                "item-worker-service",
                kafkaSettings.properties(),
                publisher::publishIfPossible,
                settings.reuseMemory().toBytes(),
                Clock.systemUTC(),
                meters);
    }
}
