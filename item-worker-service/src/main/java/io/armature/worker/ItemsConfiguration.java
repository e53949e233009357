package io.armature.worker;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.KafkaSettings;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.Transactions;
import io.armature.generation.Generation;
import io.armature.retrieval.Meanings;
import io.armature.retrieval.MiniLm;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** From an item to its outcome. */
@Configuration(proxyBeanMethods = false)
class ItemsConfiguration {
    @Bean(initMethod = "start")
    EndedPlans endedPlans(KafkaSettings kafkaSettings) {
        return new EndedPlans(kafkaSettings);
    }

    @Bean
    ItemDoor itemDoor(
            PublishedBlueprints blueprints,
            Generation generation,
            EventPublisher publisher,
            Transactions escalations,
            EndedPlans ended,
            ItemMetrics metrics) {
        Clock clock = Clock.systemUTC();
        ItemOutbox outbox = new ItemOutbox(publisher, escalations, ended::contains, metrics, clock);
        return new ItemDoor(
                blueprints::find, generation, new Meanings(new MiniLm()), outbox, ended::contains, metrics, clock);
    }
}
