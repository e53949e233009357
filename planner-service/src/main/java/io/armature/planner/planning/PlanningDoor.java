package io.armature.planner.planning;

import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.Transactions;
import io.armature.backbone.answers.KeptAnswers;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.ItemSpec;
import io.armature.blueprints.Reason;
import io.armature.events.PlanAccepted;
import io.armature.generation.Attempt;
import io.armature.generation.PaidAnswers;
import io.armature.inflight.Handled;
import io.armature.models.UnknownModelException;
import io.armature.planner.PlannerSettings;
import io.armature.planner.UuidV7;
import io.armature.retrieval.Candidates;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/** An accepted request in; its skeleton and items out, in one transaction, or the end of the plan. */
@Component
class PlanningDoor {
    private static final Logger LOG = LoggerFactory.getLogger(PlanningDoor.class);
    private static final JsonMapper JSON = JsonMapper.shared();
    private static final Duration UNTIL_BLUEPRINTS_COME = Duration.ofMillis(500);

    /** Finds what the items of a plan are offered, by item id. */
    @FunctionalInterface
    interface Dealer {
        Map<String, ArrayNode> dealt(Blueprint blueprint, JsonNode input, JsonNode header, List<ItemSpec> items)
                throws InterruptedException;
    }

    private final Planning planning;
    private final Dealer dealer;
    private final PublishedBlueprints blueprints;
    private final KeptAnswers answers;
    private final Transactions transactions;
    private final PlanningMetrics metrics;
    private final SkeletonBounds bounds;
    private final Clock clock = Clock.systemUTC();

    @Autowired
    PlanningDoor(
            Planning planning,
            Candidates candidates,
            PublishedBlueprints blueprints,
            KeptAnswers answers,
            Transactions transactions,
            PlanningMetrics metrics,
            PlannerSettings settings) {
        this(
                planning,
                candidates::dealt,
                blueprints,
                answers,
                transactions,
                metrics,
                new SkeletonBounds(
                        settings.mostItems(), settings.mostItemBytes().toBytes()));
    }

    PlanningDoor(
            Planning planning,
            Dealer dealer,
            PublishedBlueprints blueprints,
            KeptAnswers answers,
            Transactions transactions,
            PlanningMetrics metrics,
            SkeletonBounds bounds) {
        this.answers = answers;
        this.planning = planning;
        this.dealer = dealer;
        this.blueprints = blueprints;
        this.transactions = transactions;
        this.metrics = metrics;
        this.bounds = bounds;
    }

    Handled onAccepted(ConsumerRecord<String, PlanAccepted> record) throws InterruptedException {
        PlanAccepted plan = record.value();
        Instant start = clock.instant();
        Optional<Blueprint> blueprint = blueprints.find(plan.getBlueprint(), plan.getBlueprintVersion());
        if (blueprint.isEmpty() && start.isBefore(plan.getDeadline())) {
            return Handled.again(
                    UNTIL_BLUEPRINTS_COME,
                    "blueprint " + plan.getBlueprint() + "@" + plan.getBlueprintVersion()
                            + " has not been published yet");
        }
        if (answers.isFinished(record, plan.getJobId())) {
            LOG.info("jobId={} was planned and published before", plan.getJobId());
            return Handled.done();
        }
        Planned planned = blueprint.isPresent()
                ? plan(blueprint.get(), plan, answers.of(record, plan.getJobId()))
                : new Planned.NoSkeleton(
                        List.of(new Reason(
                                "blueprint", "/blueprint", "its version was not published before the deadline")),
                        List.of());
        PlanEvents events = new PlanEvents(plan, UuidV7.at(start).toString(), record.headers(), clock.instant());
        switch (planned) {
            case Planned.Skeleton(JsonNode skeleton, List<ItemSpec> items, List<Attempt> attempts) -> {
                try {
                    Map<String, ArrayNode> dealt = dealt(blueprint.orElseThrow(), plan, skeleton, items);
                    publish(record, events.planned(blueprint.orElseThrow(), skeleton, items, dealt, attempts));
                    metrics.planned(plan.getBlueprint(), since(start), attempts, items.size());
                    LOG.info("jobId={} planned items={} attempts={}", plan.getJobId(), items.size(), attempts.size());
                } catch (RecordTooLargeException e) {
                    Reason reason =
                            new Reason("too-large", "", "the skeleton does not fit a record: " + e.getMessage());
                    abort(record, events, List.of(reason), attempts, start);
                }
            }
            case Planned.Document(JsonNode document, List<Attempt> attempts) -> {
                try {
                    publish(record, events.written(document, attempts));
                    metrics.written(plan.getBlueprint(), since(start), attempts);
                    LOG.info("jobId={} written in one call attempts={}", plan.getJobId(), attempts.size());
                } catch (RecordTooLargeException e) {
                    Reason reason =
                            new Reason("too-large", "", "the document does not fit a record: " + e.getMessage());
                    abort(record, events, List.of(reason), attempts, start);
                }
            }
            case Planned.NoSkeleton(List<Reason> reasons, List<Attempt> attempts) ->
                abort(record, events, reasons, attempts, start);
        }
        return Handled.done();
    }

    private Planned plan(Blueprint blueprint, PlanAccepted plan, PaidAnswers kept) throws InterruptedException {
        try {
            Planning.Wanted wanted = new Planning.Wanted(
                    JSON.readTree(plan.getInput()),
                    Optional.ofNullable(plan.getMaxCost()),
                    plan.getDeadline(),
                    Optional.ofNullable(plan.getModel()),
                    plan.getFast(),
                    plan.getRetry());
            return switch (plan.getMode()) {
                case TWO_PHASE -> planning.skeleton(blueprint, wanted, bounds, kept);
                case SINGLE_CALL -> document(blueprint, wanted, kept);
            };
        } catch (UnknownModelException e) {
            // Trying again does not help, and the caller would wait to the deadline.
            LOG.error("jobId={} blueprint={} cannot be planned: {}", plan.getJobId(), blueprint, e.getMessage());
            return new Planned.NoSkeleton(
                    List.of(new Reason("model", "/blueprint", String.valueOf(e.getMessage()))), List.of());
        }
    }

    /** Intake lets no request pass that its blueprint cannot serve; accepted requests of others may. */
    private Planned document(Blueprint blueprint, Planning.Wanted wanted, PaidAnswers kept)
            throws InterruptedException {
        return blueprint.single().isPresent()
                ? planning.document(blueprint.single().get(), wanted, kept)
                : new Planned.NoSkeleton(
                        List.of(new Reason(
                                "mode",
                                "/mode",
                                "the blueprint '" + blueprint.id() + "' cannot be made by a single call")),
                        List.of());
    }

    /** What the items are offered; nothing when that fails, since every item can be written without. */
    private Map<String, ArrayNode> dealt(
            Blueprint blueprint, PlanAccepted plan, JsonNode skeleton, List<ItemSpec> items)
            throws InterruptedException {
        try {
            return dealer.dealt(blueprint, JSON.readTree(plan.getInput()), blueprint.header(skeleton), items);
        } catch (RuntimeException | LinkageError e) {
            LOG.error("jobId={} blueprint={} no candidates could be looked for", plan.getJobId(), blueprint, e);
            return Map.of();
        }
    }

    private void abort(
            ConsumerRecord<String, PlanAccepted> record,
            PlanEvents events,
            List<Reason> reasons,
            List<Attempt> attempts,
            Instant start)
            throws InterruptedException {
        PlanAccepted plan = record.value();
        publish(record, events.aborted(reasons, attempts));
        metrics.aborted(plan.getBlueprint(), since(start), attempts);
        LOG.warn(
                "jobId={} cannot be planned: {}",
                plan.getJobId(),
                reasons.getFirst().message());
    }

    /**
     * Until it is published, however long the broker is away: the skeleton is paid for, and handling the request again
     * would have it written again.
     */
    private void publish(
            ConsumerRecord<String, PlanAccepted> record, List<ProducerRecord<String, SpecificRecord>> events)
            throws InterruptedException {
        String jobId = record.value().getJobId();
        List<ProducerRecord<String, SpecificRecord>> records = new ArrayList<>(events);
        records.add(answers.finished(record, jobId));
        transactions.publishHoweverLong(records, "jobId=" + jobId, () -> true);
    }

    private Duration since(Instant start) {
        return Duration.between(start, clock.instant());
    }
}
