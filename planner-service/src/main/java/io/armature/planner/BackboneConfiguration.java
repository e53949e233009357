package io.armature.planner;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.GroupSession;
import io.armature.backbone.KafkaDeadLetters;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.Provision;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.TopicSettings;
import io.armature.backbone.TransactionalOpening;
import io.armature.backbone.Transactions;
import io.armature.backbone.answers.RecordedAnswers;
import io.armature.backbone.answers.SharedAnswers;
import io.armature.generation.Generation;
import io.armature.generation.ReusableAnswers;
import io.armature.models.LanguageModels;
import io.armature.models.ModelsSettings;
import io.armature.retrieval.Candidates;
import io.armature.retrieval.MiniLm;
import io.armature.topics.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.kafka.autoconfigure.KafkaProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.env.Environment;

/** The planner's stand on the backbone, and its models. */
@Configuration(proxyBeanMethods = false)
class BackboneConfiguration {
    /** Transactions at a time; while both are under way, further plans gather for the next. */
    private static final int PLANS_PUBLISHED_AT_A_TIME = 2;

    /**
     * What Kafka's clients and the serdes need; there once the topics are, which the planner creates unless told
     * otherwise.
     */
    @Bean
    KafkaSettings kafkaSettings(
            KafkaProperties kafka,
            Environment environment,
            @Value("${armature.provision.on-start:true}") boolean provision,
            @Value("${armature.provision.wait}") Duration wait)
            throws InterruptedException {
        Map<String, Object> settings = kafka.buildConsumerProperties();
        settings.putAll(kafka.getProperties());
        Provision topics = new Provision(
                settings,
                Binder.get(environment)
                        .bind("armature.provision.topics", TopicSettings.class)
                        .get());
        if (provision) {
            topics.run();
        } else {
            topics.await(wait);
        }
        return new KafkaSettings(settings);
    }

    @Bean
    EventSerdes eventSerdes(KafkaSettings kafkaSettings) {
        return new EventSerdes(kafkaSettings.properties());
    }

    @Bean
    EventPublisher eventPublisher(KafkaSettings kafkaSettings) {
        return new EventPublisher(kafkaSettings.properties());
    }

    @Bean
    RecordedAnswers recordedAnswers(KafkaSettings kafkaSettings, EventPublisher publisher) {
        return new RecordedAnswers(Topic.PLAN_ANSWERS, "planner-service", kafkaSettings.properties(), publisher);
    }

    @Bean
    Transactions transactions(KafkaSettings kafkaSettings, EventSerdes serdes, MeterRegistry meters) {
        TransactionalOpening opening = TransactionalOpening.with(
                kafkaSettings.properties(),
                serdes.serializer(),
                Topic.PLAN_SKELETONS,
                Topic.ITEMS_REQUESTED,
                Topic.PLAN_ANSWERS);
        return new Transactions("armature.planning", PLANS_PUBLISHED_AT_A_TIME, opening, meters).open();
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

    @Bean
    Candidates candidates(PlannerSettings settings) {
        return new Candidates(new MiniLm(), Path.of(settings.stateFolder(), "vectors"));
    }

    @Bean
    ModelsSettings modelsSettings(Environment environment) {
        return Binder.get(environment)
                .bind("armature.models", ModelsSettings.class)
                .get();
    }

    @Bean
    KnownModels knownModels(ModelsSettings settings) {
        return new KnownModels(settings.catalogue().keySet());
    }

    @Bean
    Generation generation(ModelsSettings settings, ReusableAnswers skeletons, MeterRegistry meters) {
        return Generation.by(LanguageModels.of(settings, meters), settings, skeletons);
    }

    /** Reads its topic from the first retry on: most planners never see one. */
    @Bean
    SharedAnswers sharedSkeletons(
            KafkaSettings kafkaSettings, EventPublisher publisher, PlannerSettings settings, MeterRegistry meters) {
        return new SharedAnswers(
                Topic.REUSABLE_SKELETONS,
                "planner-service",
                kafkaSettings.properties(),
                publisher::publishIfPossible,
                settings.retryMemory().toBytes(),
                Clock.systemUTC(),
                meters);
    }
}
