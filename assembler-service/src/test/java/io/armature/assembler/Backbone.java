package io.armature.assembler;

import static org.assertj.core.api.Assertions.assertThat;

import io.armature.assembler.assembly.Folders;
import io.armature.assembler.assembly.Notes;
import io.armature.backbone.EventHeaders;
import io.armature.backbone.EventPublisher;
import io.armature.backbone.EventSerdes;
import io.armature.backbone.Provision;
import io.armature.backbone.PublishedBlueprints;
import io.armature.backbone.RegistryInMemory;
import io.armature.backbone.TopicFollower;
import io.armature.events.PlanCompleted;
import io.armature.topics.Topic;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.admin.Admin;
import org.awaitility.Awaitility;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.kafka.test.EmbeddedKafkaKraftBroker;

/** A real broker and a registry, and assemblers on them. */
final class Backbone implements AutoCloseable {
    static final Duration LONG = Duration.ofMinutes(4);

    private final EmbeddedKafkaKraftBroker broker = new EmbeddedKafkaKraftBroker(1, 1);
    private final RegistryInMemory registry;
    private final EventPublisher publisher;
    private final TopicFollower<PlanCompleted> follower;
    final Map<String, Object> kafka;
    final List<PlanCompleted> ends = new CopyOnWriteArrayList<>();
    private final HttpClient http = HttpClient.newHttpClient();

    Backbone() throws Exception {
        broker.brokerProperty("offsets.topic.replication.factor", "1");
        broker.brokerProperty("offsets.topic.num.partitions", "4");
        broker.brokerProperty("transaction.state.log.replication.factor", "1");
        broker.brokerProperty("transaction.state.log.min.isr", "1");
        broker.brokerProperty("transaction.state.log.num.partitions", "4");
        broker.brokerProperty("group.initial.rebalance.delay.ms", "0");
        broker.brokerProperty("group.min.session.timeout.ms", "500");
        broker.brokerProperty("auto.create.topics.enable", "false");
        broker.afterPropertiesSet();
        registry = new RegistryInMemory();
        kafka = new HashMap<>(Map.of(
                "bootstrap.servers",
                broker.getBrokersAsString(),
                "schema.registry.url",
                registry.url(),
                "value.serializer",
                "io.armature.serde.ArmatureAvroSerializer",
                "value.deserializer",
                "io.armature.serde.ArmatureAvroDeserializer"));
        provide();
        publisher = new EventPublisher(kafka);
        try (PublishedBlueprints blueprints = new PublishedBlueprints(kafka)) {
            blueprints.start();
            if (!blueprints.awaitCaughtUp(LONG)) {
                throw new IllegalStateException("the topic of blueprints cannot be read");
            }
            blueprints.publishMissing(
                    List.of(Notes.BLUEPRINT, Folders.BLUEPRINT), publisher, "test", Clock.systemUTC());
        }
        follower = new TopicFollower<>(
                Topic.PLAN_COMPLETED.topicName(),
                TopicFollower.From.BEGINNING,
                kafka,
                new EventSerdes(kafka).deserializer(),
                record -> ends.add(record.value()));
        follower.start();
    }

    /** Starts an assembler and waits until it is ready. */
    Assembler start(Path stateFolder, String... more) throws IOException {
        Assembler assembler = launch(stateFolder, more);
        try {
            assembler.awaitReady();
        } catch (RuntimeException e) {
            assembler.close();
            throw e;
        }
        return assembler;
    }

    /** Starts an assembler. */
    Assembler launch(Path stateFolder, String... more) throws IOException {
        int port = freePort();
        ConfigurableApplicationContext context = AssemblerService.start(Stream.concat(
                        Stream.of(
                                "--server.port=" + port,
                                "--server.address=127.0.0.1",
                                "--armature.assembler.instance=127.0.0.1:" + port,
                                "--armature.assembler.state-folder=" + stateFolder,
                                "--spring.kafka.bootstrap-servers=" + broker.getBrokersAsString(),
                                "--spring.kafka.properties.schema.registry.url=" + registry.url()),
                        Arrays.stream(more))
                .toArray(String[]::new));
        return new Assembler(context, "http://127.0.0.1:" + port);
    }

    /** Takes a topic away; {@link #provide} brings it back, empty. */
    void delete(Topic topic) throws Exception {
        try (Admin admin = Admin.create(kafka)) {
            admin.deleteTopics(List.of(topic.topicName())).all().get();
        }
    }

    void provide() throws Exception {
        new Provision(kafka).run();
    }

    void publish(SpecificRecord event) throws InterruptedException {
        Topic topic = Arrays.stream(Topic.values())
                .filter(known -> known.eventType().equals(event.getClass()))
                .findFirst()
                .orElseThrow();
        publisher.publish(
                topic, event.get(0).toString(), event, EventHeaders.of(topic, "test", Instant.now(), null, null));
    }

    /** The ends of a plan that are visible so far. */
    List<PlanCompleted> ends(String jobId) {
        return ends.stream().filter(end -> end.getJobId().equals(jobId)).toList();
    }

    void awaitEnd(String jobId) {
        Awaitility.await().atMost(LONG).until(() -> !ends(jobId).isEmpty());
    }

    @Override
    public void close() {
        http.close();
        follower.close();
        publisher.close();
        registry.close();
        broker.destroy();
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** One running assembler. */
    final class Assembler implements AutoCloseable {
        final ConfigurableApplicationContext context;
        final String url;

        private Assembler(ConfigurableApplicationContext context, String url) {
            this.context = context;
            this.url = url;
        }

        void awaitReady() {
            Awaitility.await()
                    .atMost(LONG)
                    .until(() -> get("/actuator/health/readiness").statusCode() == 200);
        }

        HttpResponse<String> get(String path) throws IOException, InterruptedException {
            return http.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofString());
        }

        /** The files of a zip, by their paths. */
        Map<String, String> archive(String path) throws IOException, InterruptedException {
            HttpResponse<byte[]> answer = http.send(
                    HttpRequest.newBuilder(URI.create(url + path)).build(), HttpResponse.BodyHandlers.ofByteArray());
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.headers().firstValue("Content-Type")).contains("application/zip");
            assertThat(answer.headers().firstValue("Content-Disposition"))
                    .contains("attachment; filename=\"" + path.replaceAll("/plans/|/archive.*", "") + ".zip\"");
            Map<String, String> files = new TreeMap<>();
            try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(answer.body()))) {
                for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                    files.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
                }
            }
            return files;
        }

        @Override
        public void close() {
            context.close();
        }
    }
}
