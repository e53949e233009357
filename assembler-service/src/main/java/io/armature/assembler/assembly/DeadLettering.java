package io.armature.assembler.assembly;

import io.armature.backbone.KafkaDeadLetters;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.errors.RetriableException;
import org.apache.kafka.streams.errors.DeserializationExceptionHandler;
import org.apache.kafka.streams.errors.ErrorHandlerContext;

/**
 * What cannot be decoded goes to its topic's dead letters, in the same transaction; when the registry is away, it
 * waits.
 */
public final class DeadLettering implements DeserializationExceptionHandler {
    /** Made by class name. */
    public DeadLettering() {}

    @Override
    public Response handleError(ErrorHandlerContext context, ConsumerRecord<byte[], byte[]> record, Exception failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RetriableException) {
                return Response.fail();
            }
        }
        return Response.resume(
                List.of(KafkaDeadLetters.deadLetter(record, "it cannot be decoded: " + failure.getMessage(), failure)));
    }

    @Override
    public void configure(Map<String, ?> settings) {
        // It has no settings.
    }
}
