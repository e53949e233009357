package io.armature.planner.submission;

import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.KafkaSettings;
import io.armature.events.PlanRequested;
import io.armature.topics.Topic;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Puts requests on their topic, without waiting for company, and gives up while the caller still waits. */
@Component
class RequestPublisher implements DisposableBean {
    private static final String GIVE_UP_MS = "10000";
    private static final String ONE_REQUEST_MS = "5000";

    private final EventPublisher publisher;

    @Autowired
    RequestPublisher(KafkaSettings kafkaSettings) {
        this(new EventPublisher(settings(kafkaSettings.properties())));
    }

    RequestPublisher(EventPublisher publisher) {
        this.publisher = publisher;
    }

    /**
     * Publishes a request and waits until it is durable.
     *
     * @throws org.apache.kafka.common.KafkaException when it is not known to be durable
     */
    void publish(PlanRequested request, @Nullable String traceparent) throws InterruptedException {
        Headers cause = new RecordHeaders();
        if (traceparent != null) {
            cause.add("traceparent", traceparent.getBytes(StandardCharsets.UTF_8));
        }
        publisher.publish(
                Topic.PLAN_REQUESTS,
                request.getJobId(),
                request,
                EventHeaders.of(
                        Topic.PLAN_REQUESTS, "planner-service", request.getRequestedAt(), cause, request.getTenant()));
    }

    private static Map<String, Object> settings(Map<String, Object> kafka) {
        Map<String, Object> settings = new HashMap<>(kafka);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, "0");
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, ONE_REQUEST_MS);
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, GIVE_UP_MS);
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, GIVE_UP_MS);
        return settings;
    }

    @Override
    public void destroy() {
        publisher.close();
    }
}
