package io.armature.backbone;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.BlockingDeque;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.LinkedBlockingDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes several events so that readers see all of them or none. A producer has one transaction at a time, so there
 * are a few; each has a transactional id of its own, new in every process, and a short time-out, so that the
 * transaction of a process that died holds readers up for seconds only. The one used last is used first: it knows the
 * topics' leaders and has its connections open. Thread-safe.
 */
public final class Transactions implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Transactions.class);
    private static final int COMMITS = 3;
    /** No more shipments join a transaction that has so many events. */
    private static final int MOST_RECORDS = 500;

    private final String name;
    private final TransactionalOpening opening;
    private final Timer published;
    private final Counter replaced;
    private final String process = UUID.randomUUID().toString();
    private final AtomicInteger opened = new AtomicInteger();
    private final BlockingDeque<Optional<Producer<String, SpecificRecord>>> idle = new LinkedBlockingDeque<>();
    private final Queue<Shipment> waiting = new ConcurrentLinkedQueue<>();
    private volatile Optional<String> failure = Optional.empty();

    /**
     * Opens nothing before {@link #open} or the first use.
     *
     * @param name begins the transactional ids and the names of the metrics, for example {@code armature.planning}
     * @param producers most transactions at a time, 1 or more
     */
    public Transactions(String name, int producers, TransactionalOpening opening, MeterRegistry meters) {
        this.name = name;
        this.opening = opening;
        published = Timer.builder(name + ".publish")
                .description("Time to publish events together, in one transaction")
                .register(meters);
        replaced = Counter.builder(name + ".producers.replaced")
                .description("Transactional producers closed because they could not be used on")
                .register(meters);
        for (int i = 0; i < producers; i++) {
            idle.add(Optional.empty());
        }
    }

    /** Opens all producers, so that the first transactions need not wait for it. */
    public Transactions open() {
        for (int i = idle.size(); i > 0; i--) {
            Optional<Producer<String, SpecificRecord>> producer = idle.removeFirst();
            idle.addLast(Optional.of(producer.orElseGet(this::openOne)));
        }
        return this;
    }

    /**
     * Publishes all of them, however long the broker is away, with growing pauses of up to 5 s between attempts: what
     * was paid for is not given up.
     *
     * @param about {@code key=value} words that say in the log what the events are about
     * @param wanted asked after each failure; when it says no, the events are given up
     * @throws RecordTooLargeException when one of them can never be published
     */
    public void publishHoweverLong(
            List<ProducerRecord<String, SpecificRecord>> records, String about, BooleanSupplier wanted)
            throws InterruptedException {
        Persistence.publish(
                () -> {
                    publish(records);
                    return records;
                },
                about,
                wanted);
    }

    /**
     * Publishes all of them. While every producer is busy, events of several callers gather and go in one transaction:
     * it costs about the same for one plan as for ten.
     *
     * @throws KafkaException when they were not published; after a commit whose answer never came they may have been
     */
    public void publish(List<ProducerRecord<String, SpecificRecord>> records) throws InterruptedException {
        Shipment mine = new Shipment(records);
        waiting.add(mine);
        shipIfIdle();
        mine.await(() -> waiting.remove(mine));
    }

    /** In a thread that nobody interrupts: a commit that is left in the middle may go through or not. */
    private void shipIfIdle() {
        Optional<Producer<String, SpecificRecord>> producer = idle.pollFirst();
        if (producer != null) {
            Thread.ofVirtual().name(name).start(() -> ship(producer));
        }
    }

    private void ship(Optional<Producer<String, SpecificRecord>> idleBefore) {
        Optional<Producer<String, SpecificRecord>> producer = idleBefore;
        try {
            for (List<Shipment> load = load(); !load.isEmpty(); load = load()) {
                producer = publish(load, producer);
            }
        } finally {
            idle.addFirst(producer);
        }
        if (!waiting.isEmpty()) {
            shipIfIdle();
        }
    }

    private List<Shipment> load() {
        List<Shipment> load = new ArrayList<>();
        int records = 0;
        while (records < MOST_RECORDS) {
            Shipment next = waiting.poll();
            if (next == null) {
                break;
            }
            load.add(next);
            records += next.records().size();
        }
        return load;
    }

    /** Gives the producer back; empty when another is to be opened in its place. */
    private Optional<Producer<String, SpecificRecord>> publish(
            List<Shipment> load, Optional<Producer<String, SpecificRecord>> idleBefore) {
        Optional<Producer<String, SpecificRecord>> producer = idleBefore;
        try {
            Producer<String, SpecificRecord> open = idleBefore.orElseGet(this::openOne);
            producer = Optional.of(open);
            long start = System.nanoTime();
            open.beginTransaction();
            load.forEach(shipment -> shipment.records().forEach(open::send));
            List<Shipment> wanted = load.stream().filter(Shipment::isWanted).toList();
            if (wanted.size() < load.size()) {
                producer = producer.filter(this::aborts);
                return wanted.isEmpty() ? producer : publish(wanted, producer);
            }
            commit(open);
            published.record(Duration.ofNanos(System.nanoTime() - start));
            failure = Optional.empty();
            load.forEach(Shipment::arrived);
        } catch (RuntimeException | Error e) { // Whatever it is, callers wait to hear of it.
            producer = producer.filter(this::aborts);
            if (load.size() > 1 && tooLarge(e).isPresent()) {
                // One of them never can be published: the others are not to hear that of theirs.
                for (Shipment shipment : load) {
                    producer = publish(List.of(shipment), producer);
                }
                return producer;
            }
            failure = Optional.of(e.toString());
            KafkaException why =
                    e instanceof KafkaException kafka ? kafka : new KafkaException("the producer cannot be used on", e);
            load.forEach(shipment -> shipment.failed(why));
        }
        return producer;
    }

    private static Optional<RecordTooLargeException> tooLarge(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof RecordTooLargeException tooLarge) {
                return Optional.of(tooLarge);
            }
        }
        return Optional.empty();
    }

    /** Why the last attempt to publish failed; empty when it did not. */
    public Optional<String> failure() {
        return failure;
    }

    /** A commit may be repeated when its answer did not come in time; giving up would leave its outcome unknown. */
    private static void commit(Producer<String, SpecificRecord> producer) {
        for (int tries = 1; ; tries++) {
            try {
                producer.commitTransaction();
                return;
            } catch (TimeoutException e) {
                if (tries == COMMITS) {
                    throw e;
                }
                LOG.warn("a commit was not answered in time and is repeated: {}", e.getMessage());
            }
        }
    }

    /** Whether the producer can be used on; when not, the next in its place is opened when it is needed. */
    private boolean aborts(Producer<String, SpecificRecord> producer) {
        try {
            producer.abortTransaction();
            return true;
        } catch (KafkaException | IllegalStateException fatal) {
            // A commit whose answer is not known cannot be aborted either: IllegalStateException.
            LOG.warn("a transactional producer is closed and will be replaced: {}", fatal.toString());
            producer.close(Duration.ZERO);
            replaced.increment();
            return false;
        }
    }

    private Producer<String, SpecificRecord> openOne() {
        return opening.open(name + "." + process + "." + opened.getAndIncrement());
    }

    @Override
    public void close() {
        idle.forEach(producer -> producer.ifPresent(Producer::close));
    }
}
