package io.armature.worker;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.GroupSession;
import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.Provision;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.TransactionalOpening;
import io.armature.backbone.Transactions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The service's stand on the backbone. */
@Configuration(proxyBeanMethods = false)
class BackboneConfiguration {
    private static final int ESCALATIONS_AT_A_TIME = 2;

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

    /** Opened when the first item is escalated. */
    @Bean
    Transactions escalations(KafkaSettings kafkaSettings, MeterRegistry meters) {
        return new Transactions(
                "armature.escalations",
                ESCALATIONS_AT_A_TIME,
                TransactionalOpening.with(
                        kafkaSettings.properties(), new EventSerdes(kafkaSettings.properties()).serializer()),
                meters);
    }

    @Bean
    GroupSession groupSession(KafkaSettings kafkaSettings, @Value("${armature.consumers.session}") Duration session) {
        return new GroupSession(kafkaSettings.properties(), session);
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
