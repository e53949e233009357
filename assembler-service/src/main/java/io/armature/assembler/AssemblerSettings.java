package io.armature.assembler;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the assembler runs.
 *
 * @param stateFolder where state is kept; it is restored from Kafka when lost
 * @param instance host and port under which the other assemblers reach this one, for example {@code assembler-1:8081}
 * @param threads stream threads
 * @param keepEnded how long an ended plan can be asked for over HTTP; {@code plan.completed} is the lasting record
 * @param progressWindow progress events kept in memory for clients that come back, at least 100
 */
@ConfigurationProperties("armature.assembler")
public record AssemblerSettings(
        String stateFolder, String instance, int threads, Duration keepEnded, int progressWindow) {
    public AssemblerSettings {
        if (threads < 1 || progressWindow < 100 || !keepEnded.isPositive()) {
            throw new IllegalArgumentException(
                    "armature.assembler: threads must be at least 1, progress-window at least 100,"
                            + " keep-ended positive");
        }
    }
}
