package io.armature.worker;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.KafkaDeadLetters;
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
    Map<String, Object> kafkaSettings(KafkaProperties kafka, @Value("${armature.provision.wait}") Duration wait)
            throws InterruptedException {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.putAll(kafka.getProperties());
        new Provision(settings).await(wait);
        return settings;
    }

    @Bean
    EventPublisher eventPublisher(Map<String, Object> kafkaSettings) {
        return new EventPublisher(kafkaSettings);
    }

    @Bean
    KafkaDeadLetters deadLetters(Map<String, Object> kafkaSettings) {
        return new KafkaDeadLetters(kafkaSettings);
    }

    @Bean(initMethod = "start")
    PublishedBlueprints publishedBlueprints(Map<String, Object> kafkaSettings) {
        return new PublishedBlueprints(kafkaSettings);
    }
}
