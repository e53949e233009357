package io.armature.backbone;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AlterConfigOp;
import org.apache.kafka.clients.admin.ConfigEntry;
import org.apache.kafka.common.config.ConfigResource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How soon a member of a consumer group that fell silent counts as dead, so that others take its partitions over. With
 * the consumer protocol this is the broker's affair: 45 s unless it is set for the group, within the broker's bounds.
 */
public final class GroupSession {
    private static final Logger LOG = LoggerFactory.getLogger(GroupSession.class);
    private static final Duration SHORTEST = Duration.ofMillis(500);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    /** A member may miss some heartbeats. */
    private static final int HEARTBEATS = 5;

    private final Map<String, Object> kafka;
    private final Duration session;

    /**
     * Sets nothing yet.
     *
     * @param session 500 ms to 5 min. Shorter: the work of a process that was killed waits less. Longer: a process that
     *     stands still for a while is not taken for dead, which would repeat its calls under way
     * @throws IllegalArgumentException when it is out of range
     */
    public GroupSession(Map<String, Object> kafka, Duration session) {
        if (session.compareTo(SHORTEST) < 0 || session.compareTo(LONGEST) > 0) {
            throw new IllegalArgumentException("armature.consumers.session is " + session.toMillis() + " ms; use "
                    + SHORTEST.toMillis() + "ms to " + LONGEST.toMinutes() + "m");
        }
        this.kafka = kafka;
        this.session = session;
    }

    /** Sets it for a group, there or not. A broker that refuses is left as it is, with a warning. */
    public void setFor(String groupId) throws InterruptedException {
        ConfigResource group = new ConfigResource(ConfigResource.Type.GROUP, groupId);
        try (Admin admin = Admin.create(kafka)) {
            admin.incrementalAlterConfigs(Map.of(
                            group,
                            List.of(
                                    set("consumer.session.timeout.ms", session),
                                    set("consumer.heartbeat.interval.ms", session.dividedBy(HEARTBEATS)))))
                    .all()
                    .get();
        } catch (ExecutionException e) {
            LOG.warn(
                    "group={} its session time-out stays the broker's own: work of a process that is killed waits so"
                            + " long. The broker does not take {}: {}. Lower its group.consumer.min.session.timeout.ms"
                            + " and group.consumer.min.heartbeat.interval.ms, or raise armature.consumers.session",
                    groupId,
                    session,
                    String.valueOf(e.getCause()));
        }
    }

    private static AlterConfigOp set(String name, Duration value) {
        return new AlterConfigOp(new ConfigEntry(name, Long.toString(value.toMillis())), AlterConfigOp.OpType.SET);
    }
}
