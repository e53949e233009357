package io.armature.quickstart;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.armature.quickstart.Script.Ended;
import io.armature.simulator.Simulator;
import io.armature.simulator.SimulatorSettings;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.io.TempDir;

/** One life of one folder: started, stopped, killed, started again. Each test begins where the one before ended. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class StoppingIT {
    private static final String KEY = "sk-never-to-be-seen-4711";
    private static final String EASY_DAY =
            Script.ROOT.resolve("examples/meal-day/easy-day.json").toString();

    @TempDir
    private static Path folder;

    private static Simulator provider;
    private static Script armature;

    @BeforeAll
    static void start() {
        provider = Simulator.start(new SimulatorSettings(0, 5, Map.of()));
        armature = new Script(folder);
    }

    @AfterAll
    static void stop() {
        provider.close();
    }

    @Test
    @Order(1)
    void commandsAgainstNothingSaySoAndEndWithSix() throws Exception {
        for (String[] command :
                new String[][] {{"status"}, {"plans"}, {"watch", "x"}, {"show", "x"}, {"submit", EASY_DAY}}) {
            Ended ended = armature.run(command);
            assertThat(ended.exitCode()).isEqualTo(6);
            assertThat(ended.err()).contains("./armature up");
        }
    }

    @Test
    @Order(2)
    void ctrlCWhileStartingStopsWhatWasStarted() throws Exception {
        try (Script.Started up = armature.start("up")) {
            up.awaitSaid("simulator ");
            List<ProcessHandle> children = up.children();
            up.signalGroup("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    @Order(3)
    void ctrlCStopsEverythingInGoodOrder() throws Exception {
        try (Script.Started up = armature.start("up")) {
            up.awaitSaid("Ready.");
            assertThat(up.out()).doesNotContain("did not stop in good order");
            assertThat(armature.run("submit", withJobId("before")).exitCode()).isZero();
            List<ProcessHandle> children = up.children();
            up.signalGroup("INT");
            assertThat(up.exitCode()).isEqualTo(130);
            assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive);
            assertThat(up.out()).contains("Stopped.").doesNotContain("Not stopped");
        }
        assertThat(armature.run("status").exitCode()).isEqualTo(6);
    }

    @Test
    @Order(4)
    void aProviderTakesTheSimulatorsPlaceAndItsKeyIsNowhere() throws Exception {
        Script real = armature.with(Map.of("OPENAI_API_KEY", KEY));
        try (Script.Started up = real.start("up", "--model-base-url", provider.baseUrl())) {
            up.awaitSaid("Ready.");
            assertThat(up.out())
                    .contains("Models: " + provider.baseUrl(), "mistral-small", "cost money")
                    .doesNotContain("invented", " simulator ", "did not stop in good order");
            assertThat(armature.run("submit", withJobId("paid")).exitCode()).isZero();
            assertThat(provider.stats().total().calls()).isGreaterThanOrEqualTo(6);
            assertThat(armature.run("plans").out()).contains("before", "paid");
            assertThat(armature.run("status", "--json").out()).doesNotContain("simulator");
            List<ProcessHandle> children = up.children();
            up.signal("KILL");
            up.exitCode();
            await().atMost(Duration.ofMinutes(1))
                    .untilAsserted(() -> assertThat(children).isNotEmpty().noneMatch(ProcessHandle::isAlive));
            assertThat(up.out()).doesNotContain(KEY);
            assertThat(Files.readString(folder.resolve("armature.log"))).doesNotContain(KEY);
        }
        assertThat(armature.run("status").exitCode()).isEqualTo(6);
    }

    @Test
    @Order(5)
    void afterAKillTheNextStartSaysSoAndHasEverything() throws Exception {
        try (Script.Started up = armature.start("up")) {
            up.awaitSaid("Ready.");
            assertThat(up.out()).contains("did not stop in good order");
            assertThat(armature.run("show", "paid").exitCode()).isZero();
            assertThat(armature.run("submit", withJobId("after")).exitCode()).isZero();
            List<ProcessHandle> children = up.children();
            up.signal("TERM");
            assertThat(up.exitCode()).isEqualTo(143);
            assertThat(children).noneMatch(ProcessHandle::isAlive);
        }
    }

    @Test
    @Order(6)
    void theDemoStartsOverWhenAskedPlansThreeDaysAndStops() throws Exception {
        Ended demo = armature.run("demo", "--fresh");
        assertThat(demo.exitCode()).as(demo.out() + demo.err()).isLessThanOrEqualTo(Exit.PARTIAL);
        assertThat(demo.out())
                .contains("easy-day.json", "two-workouts.json", "vegetarian-long-ride.json", "Bill", "Stopped.")
                .doesNotContain("\u001b", "did not stop in good order");
        assertThat(armature.run("status").exitCode()).isEqualTo(6);
    }

    @Test
    @Order(7)
    void aStartCacheThatCannotBeUsedCostsOnlyTime() throws Exception {
        Path broken = Files.createDirectories(folder.resolve("broken"));
        Files.writeString(broken.resolve("quickstart.aot"), "no cache at all");
        Ended ended =
                armature.with(Map.of("ARMATURE_START_CACHE", broken.toString())).run("plans");
        assertThat(ended.exitCode()).isEqualTo(6);
        assertThat(ended.out()).isEmpty();
        assertThat(Files.readString(folder.resolve("start-cache.log"))).isNotBlank();
    }

    private static String withJobId(String jobId) throws Exception {
        String request = Files.readString(Path.of(EASY_DAY)).replaceFirst("\\{", "{\"jobId\":\"" + jobId + "\",");
        return Files.writeString(folder.resolve(jobId + ".json"), request).toString();
    }
}
