package io.armature.planner;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the planner runs.
 *
 * @param window plans in planning at once, 1-500
 * @param drain longest to let plannings finish when the process stops
 * @param rememberJobs how long a job id is remembered, so that the same request again is not another job
 * @param statusUrl where the assembler answers, for the Location of a submitted plan
 * @param stateFolder where intake keeps its state; it is restored from Kafka when lost
 * @param blueprintsFolder further blueprints, one sub-folder each; none when null
 */
@ConfigurationProperties("armature.planner")
public record PlannerSettings(
        int window,
        Duration drain,
        Duration rememberJobs,
        URI statusUrl,
        String stateFolder,
        @Nullable String blueprintsFolder) {}
