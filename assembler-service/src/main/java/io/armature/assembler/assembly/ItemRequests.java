package io.armature.assembler.assembly;

import io.armature.backbone.EventHeaders;
import io.armature.events.ItemRequested;
import io.armature.events.ItemSpec;
import io.armature.events.PlanAccepted;
import io.armature.topics.Topic;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.function.ToIntFunction;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/** The assembler's door to the workers: an item is asked for as the planner asks for it. */
final class ItemRequests {
    private final ProcessorContext<String, SpecificRecord> context;
    private final ToIntFunction<ItemRequested> size;
    private final int largest;

    /**
     * @param size of a request in bytes, as it is written
     * @param largest bytes that fit into a message
     */
    ItemRequests(ProcessorContext<String, SpecificRecord> context, ToIntFunction<ItemRequested> size, int largest) {
        this.context = context;
        this.size = size;
        this.largest = largest;
    }

    /** A request for an item of a plan; what is particular to it may be added. */
    static ItemRequested.Builder of(PlanInWork plan, ItemSpec item, @Nullable BigDecimal share, Instant now) {
        PlanAccepted request = plan.request();
        return ItemRequested.newBuilder()
                .setJobId(request.getJobId())
                .setPlanningId(plan.skeleton().getPlanningId())
                .setItemId(item.getItemId())
                .setKind(item.getKind())
                .setBlueprint(plan.skeleton().getBlueprint())
                .setBlueprintVersion(plan.skeleton().getBlueprintVersion())
                .setSpec(item.getSpec())
                .setInput(request.getInput())
                .setHeader(plan.header())
                .setCandidates(item.getCandidates())
                .setModel(request.getModel())
                .setFast(request.getFast())
                .setRetry(request.getRetry())
                .setMaxCost(share)
                .setTenant(request.getTenant())
                .setRequestedAt(now)
                .setDeadline(request.getDeadline());
    }

    /** Whether a request is small enough for a message; one that is not would stop all plans of the partition. */
    boolean fits(ItemRequested request) {
        return size.applyAsInt(request) <= largest;
    }

    void send(ItemRequested request, Instant now, @Nullable Headers cause) {
        Headers headers = EventHeaders.of(Topic.ITEMS_REQUESTED, Announcements.SOURCE, now, cause, request.getTenant());
        String key = request.getJobId() + "/" + request.getItemId();
        context.forward(new Record<>(key, request, now.toEpochMilli(), headers), Topic.ITEMS_REQUESTED.topicName());
        // A worker sees it when it is committed: at once, not at the next interval.
        context.commit();
    }
}
