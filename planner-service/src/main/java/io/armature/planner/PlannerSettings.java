package io.armature.planner;

import io.armature.inflight.InFlightSettings;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.util.unit.DataSize;

/**
 * How the planner runs.
 *
 * @param window plans in planning at once, 1-500
 * @param drain longest to let plannings finish when the process stops, 0 s to 5 min
 * @param rememberJobs how long a job id is remembered, so that the same request again is not another job; 1 min to 90
 *     days
 * @param statusUrl where the assembler answers, for the Location of a submitted plan; absolute, http or https
 * @param stateFolder where intake keeps its state; it is restored from Kafka when lost
 * @param stateMemory memory of all its state stores together, 16 MB to 1 GB: caches and what is not yet on disk,
 *     outside the heap
 * @param blueprintsFolder further blueprints, one sub-folder each; none when null
 * @param mostRequest largest body of {@code POST /plans}, 1 KB to 8 MB
 * @param mostItems most items a skeleton may have, 1-5000
 * @param mostItemBytes most that all item requests of a plan may hold together, 1 MB to 1 GB: they are published in one
 *     transaction
 * @param retryMemory most memory for skeletons that may be taken again, 1 MB to 1 GB; least used ones go first
 * @param singleCall share of a blueprint's plans that are made by a single call, 0 to 1, by the blueprint's id; of the
 *     plans whose request does not say how. None where a blueprint is not named
 */
@ConfigurationProperties("armature.planner")
public record PlannerSettings(
        @DefaultValue("256") int window,
        @DefaultValue("20s") Duration drain,
        @DefaultValue("7d") Duration rememberJobs,
        @DefaultValue("http://localhost:8081") URI statusUrl,
        @DefaultValue("${java.io.tmpdir}/armature/planner") String stateFolder,
        @DefaultValue("32MB") DataSize stateMemory,
        @Nullable String blueprintsFolder,
        @DefaultValue("1MB") DataSize mostRequest,
        @DefaultValue("5000") int mostItems,
        @DefaultValue("64MB") DataSize mostItemBytes,
        @DefaultValue("16MB") DataSize retryMemory,
        @DefaultValue Map<String, Double> singleCall) {
    private static final Duration LONGEST_DRAIN = Duration.ofMinutes(5);
    private static final Duration SHORTEST_MEMORY = Duration.ofMinutes(1);
    private static final Duration LONGEST_MEMORY = Duration.ofDays(90);
    private static final int MOST_ITEMS = 5_000;

    public PlannerSettings {
        require(
                window >= 1 && window <= InFlightSettings.MAX_WINDOW,
                "window",
                window,
                "1 to " + InFlightSettings.MAX_WINDOW + " plans");
        require(!drain.isNegative() && drain.compareTo(LONGEST_DRAIN) <= 0, "drain", drain, "0s to 5m");
        require(
                rememberJobs.compareTo(SHORTEST_MEMORY) >= 0 && rememberJobs.compareTo(LONGEST_MEMORY) <= 0,
                "remember-jobs",
                rememberJobs,
                "1m to 90d");
        require(
                ("http".equals(statusUrl.getScheme()) || "https".equals(statusUrl.getScheme()))
                        && statusUrl.getHost() != null
                        && statusUrl.getQuery() == null,
                "status-url",
                statusUrl,
                "an absolute http or https URL, such as http://localhost:8081");
        require(!stateFolder.isBlank(), "state-folder", "empty", "a folder that this process may write");
        require(
                within(stateMemory, DataSize.ofMegabytes(16), DataSize.ofGigabytes(1)),
                "state-memory",
                stateMemory,
                "16MB to 1GB");
        require(
                within(mostRequest, DataSize.ofKilobytes(1), DataSize.ofMegabytes(8)),
                "most-request",
                mostRequest,
                "1KB to 8MB");
        require(mostItems >= 1 && mostItems <= MOST_ITEMS, "most-items", mostItems, "1 to " + MOST_ITEMS + " items");
        require(
                within(mostItemBytes, DataSize.ofMegabytes(1), DataSize.ofGigabytes(1)),
                "most-item-bytes",
                mostItemBytes,
                "1MB to 1GB");
        require(
                within(retryMemory, DataSize.ofMegabytes(1), DataSize.ofGigabytes(1)),
                "retry-memory",
                retryMemory,
                "1MB to 1GB");
        singleCall = Map.copyOf(singleCall);
        singleCall.forEach((blueprint, share) ->
                require(share >= 0 && share <= 1, "single-call." + blueprint, share, "a share from 0 to 1"));
    }

    private static boolean within(DataSize size, DataSize least, DataSize most) {
        return size.compareTo(least) >= 0 && size.compareTo(most) <= 0;
    }

    private static void require(boolean good, String name, Object value, String range) {
        if (!good) {
            throw new IllegalArgumentException("armature.planner." + name + " is " + value + "; use " + range);
        }
    }
}
