package io.armature.worker;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.Provision;
import io.armature.backbone.PublishedBlueprints;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's stand on the backbone. */
@Configuration(proxyBeanMethods = false)
class BackboneConfiguration {
    /** What a consumer needs, with the serdes' own properties; there once the topics are. */
    @Bean
    KafkaSettings kafkaSettings(KafkaProperties kafka, @Value("${armature.provision.wait}") Duration wait)
            throws InterruptedException {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.putAll(kafka.getProperties());
        new Provision(settings).await(wait);
        return new KafkaSettings(settings);
    }

    @Bean
    EventPublisher eventPublisher(KafkaSettings kafkaSettings) {
        return new EventPublisher(kafkaSettings.properties());
    }

    @Bean
    KafkaDeadLetters deadLetters(KafkaSettings kafkaSettings) {
        return new KafkaDeadLetters(kafkaSettings.properties());
    }

    @Bean(initMethod = "start")
    PublishedBlueprints publishedBlueprints(KafkaSettings kafkaSettings) {
        return new PublishedBlueprints(kafkaSettings.properties());
    }
}
