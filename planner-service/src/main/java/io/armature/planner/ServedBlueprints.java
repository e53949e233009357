package io.armature.planner;

import io.armature.backbone.EventPublisher;
import io.armature.backbone.PublishedBlueprints;
import io.armature.blueprints.Blueprint;
import io.armature.blueprints.Blueprints;
import io.armature.models.ModelsSettings;
import io.micrometer.core.instrument.MeterRegistry;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.common.KafkaException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/**
 * The blueprints that new requests may name, each in its newest version; published before the first request that names
 * it is taken. The operator's folder is looked at as long as the process runs.
 */
@Component
public class ServedBlueprints implements SmartLifecycle {
    private static final Logger LOG = LoggerFactory.getLogger(ServedBlueprints.class);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);

    /** Makes versions known to all services. */
    @FunctionalInterface
    interface Publication {
        void publishMissing(Iterable<Blueprint> blueprints) throws InterruptedException;
    }

    private final Optional<BlueprintsFolder> folder;
    private final Publication publication;
    private final List<Blueprint> builtIn = Blueprints.builtIn();
    private volatile Map<String, Blueprint> byId = Map.of();
    private volatile int faults;
    private Optional<BlueprintsFolder.Look> pending = Optional.empty();
    private Optional<Thread> looking = Optional.empty();

    @Autowired
    ServedBlueprints(
            PlannerSettings settings,
            ModelsSettings models,
            PublishedBlueprints published,
            EventPublisher publisher,
            MeterRegistry meters)
            throws InterruptedException {
        this(
                Optional.ofNullable(settings.blueprintsFolder())
                        .filter(name -> !name.isBlank())
                        .map(name -> new BlueprintsFolder(Path.of(name), models.catalogue()::containsKey)),
                blueprints -> published.publishMissing(blueprints, publisher, "planner-service", Clock.systemUTC()));
        meters.gauge("armature.blueprints.faults", this, served -> served.faults);
        Collection<Blueprint> own = folder.map(BlueprintsFolder::first).orElse(List.of());
        published.awaitCaughtUp(Duration.ofSeconds(20));
        serve(own);
    }

    ServedBlueprints(Optional<BlueprintsFolder> folder, Publication publication) {
        this.folder = folder;
        this.publication = publication;
    }

    /** The built-in ones and these; those win that have the id of a built-in one. */
    final void serve(Collection<Blueprint> own) throws InterruptedException {
        Map<String, Blueprint> now = new TreeMap<>();
        builtIn.forEach(blueprint -> now.put(blueprint.id(), blueprint));
        own.forEach(blueprint -> now.put(blueprint.id(), blueprint));
        publication.publishMissing(now.values());
        byId = Collections.unmodifiableMap(now);
    }

    /** The blueprint of that id. */
    public Optional<Blueprint> find(String id) {
        return Optional.ofNullable(byId.get(id));
    }

    /** All of them, by id. */
    public Collection<Blueprint> all() {
        return byId.values();
    }

    /** Takes in what changed in the operator's folder since the last look. */
    void look() throws InterruptedException {
        Optional<BlueprintsFolder.Look> news = folder.flatMap(BlueprintsFolder::again);
        if (news.isPresent()) {
            faults = news.get().faults().size();
            news.get().faults().forEach(fault -> LOG.error("blueprint not taken over: {}", fault));
            pending = news;
        }
        if (pending.isPresent()) {
            List<String> before = names();
            serve(pending.get().good()); // an outage of the broker: tried again at the next look
            pending = Optional.empty();
            if (!names().equals(before)) {
                LOG.info("blueprints served from now on: {}", names());
            }
        }
    }

    private List<String> names() {
        return byId.values().stream().map(Object::toString).toList();
    }

    private void keepLooking() {
        while (!Thread.currentThread().isInterrupted()) {
            try {
                Thread.sleep(BETWEEN_LOOKS);
                look();
            } catch (InterruptedException e) {
                return;
            } catch (UncheckedIOException | KafkaException e) {
                LOG.warn("the blueprints' folder could not be taken in; it is looked at again", e);
            }
        }
    }

    @Override
    public void start() {
        looking =
                folder.map(own -> Thread.ofVirtual().name("look-at-blueprints").start(this::keepLooking));
    }

    @Override
    public void stop() {
        looking.ifPresent(Thread::interrupt);
        looking = Optional.empty();
    }

    @Override
    public boolean isRunning() {
        return looking.isPresent();
    }
}
